import type { Kafka } from "kafkajs";
import type { Logger } from "pino";
import { UserError } from "../../config/runProgram";
import { brokersError } from "../../kafka/admin";
import { createIdempotentProducer } from "../../kafka/idempotentProducer";
import { readLogTopic } from "../../kafka/logTopic";
import type { OutgoingRecord } from "../../kafka/producer";
import { endOfPartition } from "../../kafka/readPartition";
import { rounds } from "../../kafka/rounds";
import { within } from "../../service/within";
import { rulesLogTopic } from "./needRulesTopic";
import { movedOn } from "./race";
import type { RulesTopic } from "./rulesTopic";

const PARTITION = 0;
const TIMEOUT_MS = 30_000;

/** The topic of rules on Kafka; what goes wrong with brokers is told in one line that names their option. */
export function createKafkaRulesTopic(kafka: Kafka, brokers: string[], name: string, log: Logger): RulesTopic {
  const failed = brokersError(brokers);
  return {
    name,
    read: () => readLogTopic(kafka, brokers, rulesLogTopic(name)),
    async append(records, end) {
      const timestampMs = Date.now();
      const outgoing = records.map(({ key, text }) => ({ key, value: text, timestampMs }));
      if ([...rounds(outgoing, 1)].length > 1) {
        throw new UserError(`${records.length} records are too many to be written at once: publish parts of the file`);
      }
      const now = await within(TIMEOUT_MS, endOfPartition(kafka, name, PARTITION)).catch(failed);
      if (now !== end) throw movedOn(name, end, now);
      await send(kafka, name, outgoing, log).catch(failed);
    },
  };
}

async function send(kafka: Kafka, topic: string, records: OutgoingRecord[], log: Logger): Promise<void> {
  const producer = createIdempotentProducer(kafka, log);
  try {
    await within(TIMEOUT_MS, producer.connect());
    await within(TIMEOUT_MS, producer.send(topic, records)).catch((error: Error) => {
      throw new UserError(
        `${topic}: ${error.message}; \`npm run rules -- list\` tells whether the records came to lie there`,
      );
    });
  } finally {
    await producer.close();
  }
}
