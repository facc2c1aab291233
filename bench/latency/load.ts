import type { Kafka } from "kafkajs";
import { createIdempotentProducer } from "../../kafka/idempotentProducer";
import type { OutgoingRecord } from "../../kafka/producer";
import { createLog } from "../../service/log";
import { accountsOf, type Crossing, PER_CROSSING } from "./crossings";

/** Ms between two sends; payments of one send carry the time at which each was due. */
const TICK_MS = 5;

interface LoadAccounts {
  crossing: Crossing;
  /** No other load's accounts have it. */
  name: string;
}

export interface Load {
  /** How many alerts the payments raise that are due from `fromMs` on and before `toMs`, epoch ms. */
  alertsOf(fromMs: number, toMs: number): number;
  stop(): Promise<void>;
}

/** Sends payments between ever new accounts at a fixed rate until stopped. */
export function startLoad(kafka: Kafka, topic: string, ratePerSecond: number, accounts: LoadAccounts): Load {
  let running = true;
  const begunMs = Date.now();
  const dueMs = (number: number) => begunMs + Math.floor((number * 1000) / ratePerSecond);
  const finished = (async () => {
    const producer = createIdempotentProducer(kafka, createLog("bench", "error"));
    await producer.connect();
    let sent = 0;
    for (let last = false; !last; ) {
      // After `stop`, once more: what was due by then is sent.
      last = !running;
      const records: OutgoingRecord[] = [];
      for (const nowMs = Date.now(); dueMs(sent) <= nowMs; sent++) records.push(payment(sent, dueMs(sent), accounts));
      if (records.length > 0) await producer.send(topic, records);
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
    await producer.close();
  })();
  return {
    alertsOf(fromMs, toMs) {
      let alerts = 0;
      for (let number = PER_CROSSING - 1; dueMs(number) < toMs; number += PER_CROSSING)
        if (dueMs(number) >= fromMs) alerts++;
      return alerts;
    },
    stop() {
      running = false;
      return finished;
    },
  };
}

/** Payments of 4,000: two stay below the limit of 10,000, three are above. */
function payment(number: number, timestampMs: number, { crossing, name }: LoadAccounts): OutgoingRecord {
  const { origin, target } = accountsOf(crossing, number, name);
  return {
    key: `${origin};${target}`,
    value: `${new Date(timestampMs).toISOString()};${origin};${target};4000`,
    timestampMs,
  };
}
