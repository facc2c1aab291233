import { instant } from "../../config/instant";
import type { Options } from "../../config/options";
import { text, toggle } from "../../config/values";
import { kafkaOptions } from "../../kafka/options";
import { rulesTopicOption } from "../rulesTopicOption";

/** Options of `npm run rules`. Commands on files alone need no brokers. */
export const rulesCommandOptions = {
  ...kafkaOptions,
  brokers: { ...kafkaOptions.brokers, optional: true },
  rulesTopic: rulesTopicOption,
  effectiveFrom: {
    schema: instant(),
    optional: true,
    value: "TIME",
    describe:
      "event time from which on what is published is in force; by default in 3 s, and always for the first rules of a topic",
  },
  note: { schema: text(), optional: true, value: "TEXT", describe: "why something is published" },
  by: { schema: text(), optional: true, value: "NAME", describe: "who publishes; by default the user's name here" },
  removeMissing: {
    schema: toggle(),
    default: "false",
    describe: "publish, diff: remove rules that the file does not have",
  },
} as const satisfies Options;
