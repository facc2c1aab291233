import type { Clock } from "../../generator/output/clock";
import type { OutgoingRecord, RecordProducer } from "../../kafka/producer";

/** A clock that moves only when somebody sleeps or sets it, and remembers for how long it was slept. */
export function createFakeClock(): Clock & { slept: number[]; setBy(ms: number): void } {
  let elapsedMs = 0;
  let begunMs = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => begunMs + elapsedMs,
    elapsed: () => elapsedMs,
    async sleep(ms) {
      slept.push(ms);
      elapsedMs += ms;
    },
    setBy(ms) {
      begunMs += ms;
    },
  };
}

/** A producer whose broker answers when the test says so. */
export function createFakeProducer() {
  const sent: OutgoingRecord[] = [];
  let pending: { records: OutgoingRecord[]; resolve: () => void; reject: (error: Error) => void } | undefined;
  const producer: RecordProducer = {
    connect: async () => {},
    send: (_topic, records) => {
      if (pending !== undefined) throw new Error("two sends at a time");
      return new Promise((resolve, reject) => {
        pending = { records, resolve, reject };
      });
    },
    notReady: () => undefined,
    close: async () => {},
  };
  const take = () => {
    const taken = pending;
    if (taken === undefined) throw new Error("nothing is under way");
    pending = undefined;
    return taken;
  };
  return {
    producer,
    sent,
    isBusy: () => pending !== undefined,
    /** The broker has the batch under way. */
    async answer() {
      const { records, resolve } = take();
      sent.push(...records);
      resolve();
      await new Promise(setImmediate);
    },
    async refuse(error: Error) {
      take().reject(error);
      await new Promise(setImmediate);
    },
  };
}
