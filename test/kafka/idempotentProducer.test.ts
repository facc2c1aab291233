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

function placed(records: OutgoingRecord[]): string[][] {
  const values: string[][] = Array.from({ length: PARTITIONS }, () => []);
  for (const { key, value } of records) values[partitionOf(key, PARTITIONS)].push(String(value));
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
});

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
