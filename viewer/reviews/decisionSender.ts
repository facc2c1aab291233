import type { Logger } from "pino";
import type { OutgoingRecord, RecordProducer } from "../../kafka/producer";

/** Sends decisions one batch after another; what comes meanwhile waits. */
export type DecisionSender = ReturnType<typeof createDecisionSender>;

interface Waiting {
  records: OutgoingRecord[];
  sent: () => void;
  failed: (error: Error) => void;
}

/** While a broker is away, no more than this waits for it. */
const MAX_WAITING = 1_000;

export function createDecisionSender(producer: RecordProducer, topic: string, log: Logger) {
  let waiting: Waiting[] = [];
  let count = 0;
  let connected: Promise<void> | undefined;
  let isSending = false;

  async function sendAll(): Promise<void> {
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      try {
        connected ??= producer.connect();
        await connected;
        await producer.send(
          topic,
          now.flatMap(({ records }) => records),
        );
        for (const { sent } of now) sent();
      } catch (error) {
        connected = undefined;
        log.error({ topic }, `decisions cannot be written: ${(error as Error).message}`);
        for (const { failed } of now) failed(error as Error);
      }
      count -= now.reduce((sum, { records }) => sum + records.length, 0);
    }
    isSending = false;
  }

  return {
    /** Resolves once the topic has the records, however long that takes; rejects where no waiting helps. Undefined where too many wait. */
    send(records: OutgoingRecord[]): Promise<void> | undefined {
      if (count + records.length > MAX_WAITING) return undefined;
      count += records.length;
      return new Promise((sent, failed) => {
        waiting.push({ records, sent, failed });
        void sendAll();
      });
    },
    notReady: producer.notReady,
    close: producer.close,
  };
}
