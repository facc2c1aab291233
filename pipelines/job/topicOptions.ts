import { instant, orWords } from "../../config/instant";
import type { Options } from "../../config/options";
import { oneOf, settings, text } from "../../config/values";
import { ALERT_FORMATS } from "../../transforms/alertFormat";

/** Where reading starts: a place, or the first record at or after a time (ms since 1970). */
export type StartAt = "earliest" | "latest" | "committed" | number;

/** What the job reads and writes. */
export const topicOptions = {
  transactionsTopic: { schema: text(), default: "transactions", value: "TOPIC", describe: "topic with the payments" },
  fraudTopic: { schema: text(), default: "fraud", value: "TOPIC", describe: "topic for the alerts" },
  alertFormat: {
    schema: oneOf(ALERT_FORMATS),
    default: "json",
    value: "FORMAT",
    describe:
      "what alerts are written as: JSON, the same as the data of a CloudEvent (cloudevents), or Avro by a schema of the registry (avro)",
  },
  deadLetterTopic: {
    schema: text(),
    default: "transactions-dead-letter",
    value: "TOPIC",
    describe: "topic for the records that are no payments",
  },
  shadowTopic: {
    schema: text(),
    default: "fraud-shadow",
    value: "TOPIC",
    describe: "topic for the alerts of rules that are tried out (mode: shadow)",
  },
  rulesTopic: {
    schema: text(),
    optional: true,
    value: "TOPIC",
    describe:
      "topic whose versions of rules the job judges by, each from its time on, while it runs (docs/rules.md); instead of --rules",
  },
  group: {
    schema: text(),
    default: "fraud-detection",
    value: "NAME",
    describe: "consumer group whose committed offsets show how far finished checkpoints have come",
  },
  start: {
    schema: orWords(["earliest", "latest", "committed"], instant()),
    default: "earliest",
    value: "WHERE",
    describe: "first record to read without a savepoint: earliest, latest, committed (by the group) or a time",
  },
  consumerSettings: {
    schema: settings(),
    default: "",
    value: "NAME=VALUE,…",
    describe: "more settings of Kafka's Java consumer, such as fetch.max.bytes=1000000",
  },
  producerSettings: {
    schema: settings(),
    default: "",
    value: "NAME=VALUE,…",
    describe: "more settings of Kafka's Java producer, such as linger.ms=5",
  },
} as const satisfies Options;
