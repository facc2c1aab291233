import pino from "pino";
import type { OutgoingRecord } from "../../kafka/producer";
import { createDecisionSender } from "../../viewer/reviews/decisionSender";
import type { ViewerParts } from "../../viewer/viewer";
import { createFakeLog } from "./fakeLog";

/** A topic of decisions for one viewer, or for several that share it. */
export function createFakeReviews(nowMs: () => number = Date.now) {
  const written: OutgoingRecord[] = [];
  const logs: ReturnType<typeof createFakeLog>[] = [];
  /** The broker's clock: each record came to lie there at one time, whoever reads it. */
  let writtenMs = 0;
  const state = {
    /** What sending waits for. */
    gate: Promise.resolve() as Promise<unknown>,
    problem: undefined as string | undefined,
  };
  /** One after another: a topic has an order. */
  let turn: Promise<unknown> = Promise.resolve();

  async function write(records: OutgoingRecord[]): Promise<void> {
    written.push(...records);
    writtenMs = nowMs();
    for (const { value } of records) for (const log of logs) await log.put(String(value));
  }

  const producer = {
    connect: async () => {},
    send: (_topic: string, records: OutgoingRecord[]) => {
      const mine = turn.then(() => state.gate).then(() => write(records));
      turn = mine;
      return mine;
    },
    notReady: () => state.problem,
    close: async () => {},
  };

  return {
    state,
    written,
    logs,
    /** What a viewer gets of it. */
    parts(reopenFactor = 2): NonNullable<ViewerParts["reviews"]> {
      const log = createFakeLog("fraud-reviews", () => writtenMs);
      logs.push(log);
      const sender = createDecisionSender(producer, "fraud-reviews", pino({ level: "silent" }));
      return { reader: log.reader, sender, reopenFactor };
    },
  };
}

/** People of a file: a reviewer each, and one who only reads. */
export const PEOPLE = [
  { name: "ana", role: "reviewer", token: "token-of-ana-0123456" },
  { name: "ben", role: "reviewer", token: "token-of-ben-0123456" },
  { name: "vic", role: "viewer", token: "token-of-vic-0123456" },
] as const;
