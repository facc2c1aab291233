import { z } from "zod";
import type { Options } from "../../config/options";
import { settings, text } from "../../config/values";

/** Where reading starts: a place, or the first record at or after a time (ms since 1970). */
export type StartAt = "earliest" | "latest" | "committed" | number;

function startAt() {
  return z
    .union([z.string(), z.date()], { error: "earliest, latest, committed or an RFC 3339 time" })
    .transform((value, context): StartAt => {
      if (value === "earliest" || value === "latest" || value === "committed") return value;
      const ms =
        value instanceof Date ? value.getTime() : /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number.NaN;
      if (Number.isFinite(ms)) return ms;
      context.addIssue({ code: "custom", message: "earliest, latest, committed or an RFC 3339 time" });
      return z.NEVER;
    });
}

/** What the job reads and writes. */
export const topicOptions = {
  transactionsTopic: { schema: text(), default: "transactions", value: "TOPIC", describe: "topic with the payments" },
  fraudTopic: { schema: text(), default: "fraud", value: "TOPIC", describe: "topic for the alerts" },
  deadLetterTopic: {
    schema: text(),
    default: "transactions-dead-letter",
    value: "TOPIC",
    describe: "topic for the records that are no payments",
  },
  group: {
    schema: text(),
    default: "fraud-detection",
    value: "NAME",
    describe: "consumer group whose committed offsets show how far finished checkpoints have come",
  },
  start: {
    schema: startAt(),
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
