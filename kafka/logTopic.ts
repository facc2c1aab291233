import type { Admin, Kafka } from "kafkajs";
import { UserError } from "../config/runProgram";
import { within } from "../service/within";
import { brokersError, withAdmin } from "./admin";
import { readPartition } from "./readPartition";

/** A topic of one partition that is read from its first record on: what was written first counts, when the broker says. */
export interface LogTopic {
  name: string;
  /** The option that names it. */
  option: string;
  /** What lies on it, such as `versions`. */
  records: string;
  /** What their writers did, such as `published`. */
  done: string;
}

/** A record as it lies on such a topic. */
export interface StoredRecord {
  offset: bigint;
  /** When it came to lie there, epoch ms, by the broker's clock. */
  appendedMs: number;
  /** Empty where it has no value. */
  text: string;
}

/** ConfigResourceTypes.TOPIC, an enum that kafkajs declares but does not export as a value everywhere. */
const TOPIC = 2;
const TIMESTAMP_TYPE = "message.timestamp.type";
const WANTED_TYPE = "LogAppendTime";
const PARTITION = 0;
const TIMEOUT_MS = 30_000;

/** Throws a `UserError` where the topic is missing, or is none on which records have an order and a time. */
export async function needLogTopic(admin: Admin, { name, option, records, done }: LogTopic): Promise<void> {
  const problem = (found: string, advice: string) => new UserError(`${option}: ${found}; ${advice}`);
  if (!(await admin.listTopics()).includes(name)) {
    const advice =
      "`node dist/kafka/createTopics.js` makes it (`npx ts-node kafka/createTopics.ts`), as do the stack and the chart";
    throw problem(`found no topic ${JSON.stringify(name)}`, advice);
  }
  const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
  const { length } = topics[0].partitions;
  if (length !== 1) {
    throw problem(
      `found ${JSON.stringify(name)} with ${length} partitions, expected 1: ${records} have no order over several`,
      "make it anew, or name another one",
    );
  }
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: TOPIC, name, configNames: [TIMESTAMP_TYPE] }],
  });
  const type = resources[0].configEntries.find(({ configName }) => configName === TIMESTAMP_TYPE)?.configValue;
  if (type !== WANTED_TYPE) {
    throw problem(
      `found ${JSON.stringify(name)} with ${TIMESTAMP_TYPE}=${type}, expected ${WANTED_TYPE}: writers would say themselves when they ${done}`,
      `kafka-configs.sh --alter --topic ${name} --add-config ${TIMESTAMP_TYPE}=${WANTED_TYPE}`,
    );
  }
}

/** All of its records, and the offset of the one that comes next. Rejects with a `UserError`. */
export async function readLogTopic(
  kafka: Kafka,
  brokers: string[],
  topic: LogTopic,
): Promise<{ records: StoredRecord[]; end: bigint }> {
  const failed = brokersError(brokers);
  await withAdmin(kafka, (admin) => needLogTopic(admin, topic)).catch(failed);
  const { records, end } = await within(TIMEOUT_MS, readPartition(kafka, topic.name, PARTITION)).catch(failed);
  const stored = records.map(({ offset, timestamp, value }) => ({
    offset: BigInt(offset),
    appendedMs: Number(timestamp),
    text: value?.toString() ?? "",
  }));
  return { records: stored, end };
}
