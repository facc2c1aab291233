import { type EachBatchPayload, Kafka, logLevel } from "kafkajs";
import { formatDuration } from "../../config/values";
import { boundFetches } from "../../kafka/fetch/boundFetches";
import { createIdempotentProducer } from "../../kafka/idempotentProducer";
import type { OutgoingRecord } from "../../kafka/producer";
import { Malformed, parseTransaction } from "../../payment/transaction";
import { textOf } from "../../payment/utf8";
import { createLog } from "../../service/log";
import type { Alert } from "../../transforms/alert";
import { deadLetterJson, MAX_RAW_BYTES } from "../../transforms/deadLetterJson";
import { Sessions } from "./plainConsumer/sessions";
import type { PlainConsumerSettings } from "./plainConsumer/settings";
import { createWatermark } from "./plainConsumer/watermark";

const MAX_FUTURE_SKEW_MS = 300_000;

// The floor: the detection in one plain process, which tells its parent when it has its partitions. It keeps no
// position: what it has in memory is lost with it, so it would have to begin anew.
async function main({ broker, group, topics, rule }: PlainConsumerSettings): Promise<void> {
  boundFetches();
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.ERROR });
  const producer = createIdempotentProducer(kafka, createLog("plain", "error"));
  await producer.connect();
  const sessions = new Sessions({
    ...rule,
    ...{
      grouping: "pair",
      sessions: { gapMs: rule.gapMs, maxSessionMs: 0 },
      windowText: `session with pauses under ${formatDuration(rule.gapMs)}`,
    },
  });
  const watermark = createWatermark(await partitionsOf(kafka, topics.transactions));

  async function detect({ batch }: EachBatchPayload): Promise<void> {
    const alerts: Alert[] = [];
    const deadLetters: OutgoingRecord[] = [];
    const nowMs = Date.now();
    for (const { value, timestamp, offset } of batch.messages) {
      const text = textOf(value ?? "");
      const parsed =
        text === undefined
          ? new Malformed("invalid-utf8", `found ${value?.length} bytes that are not UTF-8`)
          : parseTransaction(text, nowMs + MAX_FUTURE_SKEW_MS);
      if (parsed instanceof Malformed) {
        const position = { topic: batch.topic, partition: batch.partition, offset: Number(offset) };
        deadLetters.push(deadLetterRecord({ ...parsed, value: value ?? "", position }, nowMs));
      } else {
        const alert = sessions.add(parsed);
        if (alert !== undefined) alerts.push(alert);
      }
      watermark.advance(batch.partition, Number(timestamp));
    }
    alerts.push(...sessions.advanceTo(watermark.now()));
    if (alerts.length > 0) await producer.send(topics.fraud, alerts.map(alertRecord));
    if (deadLetters.length > 0) await producer.send(topics.deadLetters, deadLetters);
  }

  const consumer = kafka.consumer({ groupId: group });
  consumer.on(consumer.events.GROUP_JOIN, () => process.send?.(Date.now()));
  consumer.on(consumer.events.CRASH, ({ payload }) => !payload.restart && fail(payload.error));
  await consumer.connect();
  await consumer.subscribe({ topic: topics.transactions, fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatch: detect });
}

const alertRecord = (alert: Alert): OutgoingRecord => ({
  key: alert.id,
  value: JSON.stringify(alert),
  timestampMs: Date.now(),
});

function deadLetterRecord(deadLetter: Parameters<typeof deadLetterJson>[0], timestampMs: number): OutgoingRecord {
  const json = deadLetterJson(deadLetter, MAX_RAW_BYTES);
  return { key: json.reason, value: JSON.stringify(json), timestampMs };
}

async function partitionsOf(kafka: Kafka, topic: string): Promise<number> {
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return offsets.length;
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

// Ends with the bench, however that ends.
process.once("disconnect", () => process.exit());
process.once("SIGTERM", () => process.exit());
main(JSON.parse(process.argv[2])).catch(fail);
