import type { Kafka } from "kafkajs";
import { createIdempotentProducer } from "../../kafka/idempotentProducer";
import type { OutgoingRecord } from "../../kafka/producer";
import { createLog } from "../../service/log";

/** Ms between two sends; payments of one send carry the time at which each was due. */
const TICK_MS = 5;
/** A new pair every three payments: the third one crosses the limit, so a third of all payments raise an alert. */
const ACCOUNTS = 2_000;

/** Sends payments between random accounts at a fixed rate, each with the wall clock as its time, until stopped. */
export function startLoad(kafka: Kafka, topic: string, ratePerSecond: number): { stop: () => Promise<void> } {
  let running = true;
  const finished = (async () => {
    const producer = createIdempotentProducer(kafka, createLog("bench", "error"));
    await producer.connect();
    const begun = Date.now();
    let sent = 0;
    while (running) {
      const due = Math.floor(((Date.now() - begun) * ratePerSecond) / 1000);
      const records: OutgoingRecord[] = [];
      for (; sent < due; sent++) records.push(payment(sent, Date.now()));
      if (records.length > 0) await producer.send(topic, records);
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
    await producer.close();
  })();
  return {
    stop: () => {
      running = false;
      return finished;
    },
  };
}

/** Payments of 4,000: two of a pair stay below the limit of 10,000, three are above. */
function payment(number: number, timestampMs: number): OutgoingRecord {
  const pair = Math.floor(number / 3);
  const origin = `A${pair % ACCOUNTS}`;
  const target = `B${Math.floor(pair / ACCOUNTS)}`;
  return {
    key: `${origin};${target}`,
    value: `${new Date(timestampMs).toISOString()};${origin};${target};4000`,
    timestampMs,
  };
}
