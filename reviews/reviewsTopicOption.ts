import type { Option } from "../config/options";
import { text } from "../config/values";

export const reviewsTopicOption = {
  schema: text(),
  default: "fraud-reviews",
  value: "TOPIC",
  describe: "topic of what people decide about alerts",
} as const satisfies Option<string>;
