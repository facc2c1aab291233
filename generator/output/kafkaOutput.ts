import type { OutgoingRecord, RecordProducer } from "../../kafka/producer";
import type { Output } from "./output";

/** Enough that a round trip costs little per line, few enough that they die young; two batches are held at most. */
const BATCH_LINES = 2_000;

/**
 * Sends lines to a topic, one batch under way while the next one fills. There is no timer: what has gathered leaves
 * when the batch before it has arrived.
 */
export function createKafkaOutput(producer: RecordProducer, topic: string, batchLines = BATCH_LINES): Output {
  let filling: OutgoingRecord[] = [];
  let underWay: Promise<void> | undefined;
  let delivered = 0;
  let failure: unknown;

  const sendFilled = () => {
    const lines = filling;
    filling = [];
    underWay = producer.send(topic, lines).then(
      () => {
        delivered += lines.length;
        underWay = undefined;
      },
      (error: unknown) => {
        failure = error;
        underWay = undefined;
      },
    );
  };
  const throwFailure = () => {
    if (failure !== undefined) throw failure;
  };
  const waitForRoom = async () => {
    await underWay;
    throwFailure();
    if (filling.length > 0 && underWay === undefined) sendFilled();
  };

  return {
    write(line) {
      throwFailure();
      filling.push(line);
      if (filling.length < batchLines) return undefined;
      if (underWay !== undefined) return waitForRoom();
      sendFilled();
      return undefined;
    },
    nudge() {
      if (underWay === undefined && filling.length > 0) sendFilled();
    },
    async flush() {
      while (underWay !== undefined || filling.length > 0) await waitForRoom();
      throwFailure();
    },
    close: () => producer.close(),
    notReady: () => producer.notReady(),
    get delivered() {
      return delivered;
    },
  };
}
