import type { Option } from "../config/options";
import { text } from "../config/values";

export const rulesTopicOption = {
  schema: text(),
  default: "fraud-rules",
  value: "TOPIC",
  describe: "topic of the versions of rules",
} as const satisfies Option<string>;
