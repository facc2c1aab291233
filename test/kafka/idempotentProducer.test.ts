import fc from "fast-check";
import { pino } from "pino";
import { createIdempotentProducer } from "../../kafka/idempotentProducer";
import { partitionOf } from "../../kafka/partition";
import type { OutgoingRecord } from "../../kafka/producer";
import { createFakeBroker, type Fate } from "./fakeBroker";

const PARTITIONS = 3;
const FATES: Fate[] = ["arrives", "lost", "answer lost", "producers forgotten", "answer lost, producers forgotten"];
const silent = pino({ level: "silent" });

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const recordsFrom = (first: number, count: number): OutgoingRecord[] =>
  Array.from({ length: count }, (_, number) => ({
    key: `key ${(first + number) % 7}`,
    value: String(first + number),
    timestampMs: 1_582_934_400_000,
  }));

function placed(records: OutgoingRecord[], partitions = PARTITIONS): string[][] {
  const values: string[][] = Array.from({ length: partitions }, () => []);
  for (const { key, value } of records) values[partitionOf(key, partitions)].push(String(value));
  return values;
}

/** Lets pauses between attempts pass at once. */
async function soon<T>(work: Promise<T>): Promise<T> {
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  finished.catch(() => {});
  while (!done) await jest.advanceTimersByTimeAsync(1_000);
  return await finished;
}

test("every record is there once and in order, whatever becomes of requests, answers and the broker's memory", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...FATES), { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
      async (fates, sizes) => {
        const left = [...fates];
        const broker = createFakeBroker(PARTITIONS, () => left.shift() ?? "arrives");
        const producer = createIdempotentProducer(broker.kafka, silent);
        await soon(producer.connect());
        const all: OutgoingRecord[] = [];
        for (const size of sizes) {
          const records = recordsFrom(all.length, size);
          all.push(...records);
          await soon(producer.send("t", records));
        }
        expect(broker.values()).toEqual(placed(all));
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

test("a batch is found between the records of others, in a topic that was not empty", async () => {
  const fates: Fate[] = ["arrives", "answer lost, producers forgotten"];
  const broker = createFakeBroker(1, () => {
    const fate = fates.shift() ?? "arrives";
    for (let number = 0; number < 10; number++) broker.writeForeign(0, "other");
    return fate;
  });
  broker.writeForeign(0, "first");
  const producer = createIdempotentProducer(broker.kafka, silent);
  await soon(producer.connect());
  await soon(producer.send("t", recordsFrom(0, 5)));
  await soon(producer.send("t", recordsFrom(5, 5)));
  await soon(producer.send("t", recordsFrom(10, 5)));
  const own = broker.values()[0].filter((value) => Number.isInteger(Number(value)));
  expect(own).toEqual(Array.from({ length: 15 }, (_, number) => String(number)));
});

test("where reading is not allowed, records are sent again all the same, and the log says once what that may mean", async () => {
  const fates: Fate[] = ["answer lost", "lost", "arrives", "answer lost"];
  const broker = createFakeBroker(1, () => fates.shift() ?? "arrives", false);
  const lines: string[] = [];
  const log = pino({ level: "warn" }, { write: (line) => lines.push(JSON.parse(line).msg) });
  const producer = createIdempotentProducer(broker.kafka, log);
  await soon(producer.connect());
  await soon(producer.send("t", recordsFrom(0, 2)));
  await soon(producer.send("t", recordsFrom(2, 2)));
  await soon(producer.send("t", recordsFrom(4, 2)));
  expect(broker.values()).toEqual([["0", "1", "2", "3", "4", "5"]]);
  expect(lines.filter((line) => line.includes("not allowed to read"))).toHaveLength(1);
});

test("a fault of this program is told at once: no second attempt would mend it", async () => {
  const broker = createFakeBroker(1, () => {
    throw new TypeError("undefined is not a batch");
  });
  const producer = createIdempotentProducer(broker.kafka, silent);
  await soon(producer.connect());
  await expect(producer.send("t", recordsFrom(0, 1))).rejects.toThrow(TypeError);
});

test.each([1, 2])(
  "a topic that is made anew with %i instead of 3 partitions gets all that was not written, once, each key in order",
  async (partitions) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...FATES), { maxLength: 5 }),
        fc.constantFrom(...FATES),
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom(5, 90),
        async (before, then, away, first) => {
          const left = [...before];
          let made = 0;
          const broker = createFakeBroker(PARTITIONS, () => left.shift() ?? "arrives");
          const warned: string[] = [];
          const log = pino({ level: "warn" }, { write: (line) => warned.push(JSON.parse(line).msg) });
          const producer = createIdempotentProducer(broker.kafka, log);
          await soon(producer.connect());
          await soon(producer.send("t", recordsFrom(0, first)));
          left.push(then);
          broker.remake(away === 0 ? partitions : 0);
          const [second, third] = [recordsFrom(100, 20), recordsFrom(120, 20)];
          let isSent = false;
          const sent = producer.send("t", second).then(() => {
            isSent = true;
          });
          for (; !isSent; made++) {
            if (made === away) broker.remake(partitions);
            else if (made < away)
              expect(producer.notReady() ?? "the topic is not there").toBe("the topic is not there");
            await jest.advanceTimersByTimeAsync(5_000);
          }
          await sent;
          await soon(producer.send("t", third));
          const values = broker.values().flat();
          expect(values.toSorted()).toEqual([...second, ...third].map(({ value }) => String(value)).toSorted());
          // What was under way for partitions that are still there stays where it was meant to go.
          const keyOf = new Map([...second, ...third].map(({ key, value }) => [String(value), key]));
          for (const log of broker.values()) {
            for (const key of new Set(keyOf.values())) {
              const own = log.filter((value) => keyOf.get(value) === key).map(Number);
              expect(own).toEqual(own.toSorted((a, b) => a - b));
            }
          }
          const lastOf = placed(third, partitions).map((values) => values.at(-1));
          expect(broker.values().map((log) => log.at(-1))).toEqual(lastOf);
          expect(warned).toContainEqual(expect.stringMatching(`topic "t" has ${partitions} partitions now, it had 3`));
          expect(producer.notReady()).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
  },
);

test("a topic with more partitions than before is used in full", async () => {
  const broker = createFakeBroker(1, () => "arrives");
  const producer = createIdempotentProducer(broker.kafka, silent);
  await soon(producer.connect());
  await soon(producer.send("t", recordsFrom(0, 10)));
  broker.remake(0);
  const sent = producer.send("t", recordsFrom(10, 20));
  await jest.advanceTimersByTimeAsync(2_000);
  broker.remake(PARTITIONS);
  await soon(sent);
  await soon(producer.send("t", recordsFrom(30, 20)));
  expect(broker.values().flat()).toHaveLength(40);
  expect(broker.values().filter((log) => log.length === 0)).toEqual([]);
});
