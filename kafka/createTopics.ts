import type { Admin } from "kafkajs";
import { z } from "zod";
import type { Options, Values } from "../config/options";
import { exitOncePrinted, runProgram } from "../config/runProgram";
import { integer, text } from "../config/values";
import { createLog } from "../service/log";
import { brokersError, withAdmin } from "./admin";
import { createKafka } from "./client";
import { kafkaOptions } from "./options";
import { createMissingTopics, topicsOf } from "./topics";

const name = (standard: string, describe: string) => ({ schema: text(), default: standard, value: "NAME", describe });
const orTheBrokers = (max: number) => z.union([z.literal("broker").transform(() => -1), integer({ min: 1, max })]);

const options = {
  ...kafkaOptions,
  transactionsTopic: name("transactions", "topic of the payments"),
  fraudTopic: name("fraud", "topic of the alerts, compacted"),
  deadLetterTopic: name("transactions-dead-letter", "topic of what is no payment"),
  shadowTopic: name("fraud-shadow", "topic of the alerts of rules that are tried out, compacted"),
  rulesTopic: name("fraud-rules", "topic of the versions of rules, one partition, kept for ever"),
  reviewsTopic: name("fraud-reviews", "topic of what people decide about alerts, one partition, kept for ever"),
  partitions: {
    schema: orTheBrokers(100_000),
    default: "broker",
    value: "N",
    describe: "partitions of new topics for payments and alerts; broker: as many as it gives by itself",
  },
  replicationFactor: {
    schema: orTheBrokers(32_767),
    default: "broker",
    value: "N",
    describe: "copies of each partition of new topics; broker: as many as it keeps by itself",
  },
} as const satisfies Options;

runProgram(
  {
    usage: "node dist/kafka/createTopics.js",
    description: "Creates the topics that are missing and leaves the others as they are.",
    environmentPrefix: "TOPICS",
    options,
  },
  createTopics,
).finally(exitOncePrinted);

async function createTopics(values: Values<typeof options>): Promise<void> {
  const kafka = createKafka(values, "fraud-topics", createLog("topics", "error"), { retries: 3 });
  const names = {
    transactions: values.transactionsTopic,
    fraud: values.fraudTopic,
    deadLetter: values.deadLetterTopic,
    shadow: values.shadowTopic,
    rules: values.rulesTopic,
    reviews: values.reviewsTopic,
  };
  const create = (admin: Admin) => createMissingTopics(admin, topicsOf(names, values));
  const created = await withAdmin(kafka, create).catch(brokersError(values.brokers));
  for (const topic of Object.values(names)) {
    process.stdout.write(`${topic}: ${created.includes(topic) ? "created" : "exists, left as it is"}\n`);
  }
}
