import { pino } from "pino";
import type { RecordBatch } from "../../kafka/consumer";
import { createKafkajsReader } from "../../kafka/kafkajsReader";
import { createFakeKafka } from "./fakeKafka";

const SETTINGS = { topic: "t", group: "g", keepPosition: true, fromBeginning: false, lookBack: 0 };

/** A reader that runs on a fake cluster, and what it handed on and logged. */
async function reading(
  cluster: ReturnType<typeof createFakeKafka>,
  changes: Partial<typeof SETTINGS> = {},
  meanwhile: () => unknown = () => {},
) {
  const batches: RecordBatch[] = [];
  const logged: string[] = [];
  const log = pino({ level: "warn" }, { write: (line) => logged.push(JSON.parse(line).msg) });
  const reader = createKafkajsReader(cluster.kafka, { ...SETTINGS, ...changes }, log, cluster.ids);
  const ended = reader.run(async (batch) => {
    batches.push(batch);
    await meanwhile();
  });
  ended.catch(() => {});
  const handed = () => batches.flatMap(({ records }) => records.map(({ offset, isNews }) => [Number(offset), isNews]));
  return { reader, ended, batches, logged, handed };
}

beforeEach(() => jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate"] }));
afterEach(() => jest.useRealTimers());

test("a group goes on at its position, which moves on after each batch", async () => {
  const cluster = createFakeKafka({ end: 20, position: 10 });
  const { handed, batches } = await reading(cluster);
  await cluster.running();
  await cluster.deliver(10, 11);
  await cluster.deliver(12);
  expect(handed()).toEqual([
    [10, true],
    [11, true],
    [12, true],
  ]);
  expect(cluster.seen.committed).toEqual(["12", "13"]);
  expect(batches[1].lag).toBe(7n);
});

test("a new group starts at the topic's end, and that is kept at once", async () => {
  const cluster = createFakeKafka({ low: 5, end: 20 });
  const { handed } = await reading(cluster);
  await cluster.running();
  await cluster.deliver(5, 6);
  expect(cluster.seen).toMatchObject({ committed: ["20"], seeks: ["20"] });
  expect(handed()).toEqual([]);
});

test("older records are read once more for context, and are no news", async () => {
  const cluster = createFakeKafka({ end: 20, position: 10 });
  const { handed } = await reading(cluster, { lookBack: 2 });
  await cluster.running();
  await cluster.deliver(10, 11);
  expect(cluster.seen.seeks).toEqual(["8"]);
  await cluster.deliver(8, 9, 10);
  expect(handed()).toEqual([
    [8, false],
    [9, false],
    [10, true],
  ]);
});

test("a position that is not kept is never written", async () => {
  const cluster = createFakeKafka({ end: 2, position: 0 });
  await reading(cluster, { keepPosition: false, fromBeginning: true });
  await cluster.running();
  await cluster.deliver(0, 1);
  expect(cluster.seen).toMatchObject({ committed: [], resolved: ["1"] });
});

test("a batch that cannot be read is counted, logged and left behind", async () => {
  const cluster = createFakeKafka({ end: 9, position: 3 });
  const { reader, handed, logged } = await reading(cluster);
  await cluster.running();
  await cluster.deliver(3, { offset: "7", value: null, unreadable: "more than 8 bytes" }, 8);
  expect(handed()).toEqual([
    [3, true],
    [8, true],
  ]);
  expect(reader.unreadable()).toBe(1);
  expect(logged).toEqual(["a batch that ends here is skipped: more than 8 bytes"]);
  await cluster.deliver({ offset: "9", value: null, unreadable: "more than 8 bytes" });
  expect(cluster.seen.committed).toEqual(["9", "10"]);
});

test("a topic that is not there is waited for", async () => {
  const cluster = createFakeKafka({ topics: [] });
  const { reader, logged } = await reading(cluster);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(logged).toEqual(['topic "t" does not exist yet, waiting for it']);
  expect(reader.notReady()).toBe('topic "t" does not exist');
  cluster.topics.push("t");
  await jest.advanceTimersByTimeAsync(2_000);
  await cluster.running();
  expect(reader.notReady()).toBeUndefined();
});

test("a topic made anew and filled past the old position is read from its beginning, though nothing comes any more", async () => {
  const cluster = createFakeKafka({ end: 20, position: 10 });
  const { handed, logged } = await reading(cluster);
  await cluster.running();
  await cluster.deliver(10, 19);
  Object.assign(cluster.state, { topicId: "second", end: 25 });
  await cluster.deliver(20, 24);
  expect(cluster.state).toMatchObject({ position: 25, metadata: "topic-id=first" });
  await jest.advanceTimersByTimeAsync(5_000);
  expect(logged).toEqual(['topic "t" was made anew: reading it from where it begins']);
  expect(cluster.state).toMatchObject({ position: 0, metadata: "topic-id=second" });
  expect(cluster.seen.seeks).toEqual(["10", "0"]);
  await cluster.deliver(0, 24);
  expect(handed().slice(-2)).toEqual([
    [0, true],
    [24, true],
  ]);
});

test("a topic made anew that ends before the old position: all of it is news", async () => {
  const cluster = createFakeKafka({ end: 20, position: 10 });
  const { handed } = await reading(cluster);
  await cluster.running();
  await cluster.deliver(10, 19);
  Object.assign(cluster.state, { topicId: "second", end: 5 });
  await cluster.deliver(0, 4); // as kafkajs does where its position is out of range
  await jest.advanceTimersByTimeAsync(0);
  expect(cluster.seen.seeks).toEqual(["10", "0"]);
  await cluster.deliver(0, 4);
  expect(handed()).toEqual([
    [10, true],
    [19, true],
    [0, true],
    [4, true],
  ]);
});

test("no position of an old topic is kept for a new one, though the change came while a batch was handled", async () => {
  const cluster = createFakeKafka({ end: 20, position: 10 });
  await reading(cluster, {}, () => {
    cluster.state.topicId = "second";
    return jest.advanceTimersByTimeAsync(5_000);
  });
  await cluster.running();
  await cluster.deliver(10, 19);
  expect(cluster.seen).toMatchObject({ committed: ["0"], resolved: [], seeks: ["10", "0"] });
  expect(cluster.state).toMatchObject({ position: 0, metadata: "topic-id=second" });
});

test("a broker that does not say which topic it has is asked again before anything is read", async () => {
  const cluster = createFakeKafka({ end: 20, position: 10 });
  const { idOf } = cluster.ids;
  cluster.ids.idOf = () => Promise.reject(new Error("away"));
  const { reader, handed } = await reading(cluster);
  await cluster.running();
  await expect(cluster.deliver(10)).rejects.toThrow("away");
  expect(reader.notReady()).toBe("where to read from is not known yet");
  cluster.ids.idOf = idOf;
  await jest.advanceTimersByTimeAsync(10_000);
  expect(reader.notReady()).toBeUndefined();
  await cluster.deliver(10);
  expect(handed()).toEqual([[10, true]]);
});

test("what kafkajs does not mend is begun again behind what was handled", async () => {
  const cluster = createFakeKafka({ end: 20, position: 10 });
  const { reader, handed, logged } = await reading(cluster);
  await cluster.running();
  await cluster.deliver(10, 11);
  cluster.crash(new Error("coordinator gone"));
  await jest.advanceTimersByTimeAsync(3_000);
  await cluster.running();
  await cluster.deliver(10, 11); // as the fake's position is still the old one
  expect(cluster.seen).toMatchObject({ consumers: 2, seeks: ["10", "12"] });
  await cluster.deliver(12);
  expect(handed()).toEqual([
    [10, true],
    [11, true],
    [12, true],
  ]);
  expect(reader.errors()).toBe(1);
  expect(logged).toEqual(["reading stopped, starting again: coordinator gone"]);
});

const refusal = () =>
  Object.assign(new Error("SASL authentication failed"), { name: "KafkaJSSASLAuthenticationError" });

test("a password that was never right ends the reader", async () => {
  const cluster = createFakeKafka();
  cluster.crash(new Error("not yet"), refusal());
  const { ended } = await reading(cluster);
  await expect(ended).rejects.toThrow("Kafka refuses: SASL authentication failed");
});

test("a password that was right once is tried again: its file may be about to change", async () => {
  const cluster = createFakeKafka();
  const { reader, ended, logged } = await reading(cluster);
  await cluster.running();
  cluster.crash(refusal(), refusal());
  await jest.advanceTimersByTimeAsync(9_500);
  expect(cluster.seen.consumers).toBe(4);
  expect(logged[0]).toBe("reading stopped, starting again: SASL authentication failed");
  const stopped = reader.stop();
  await jest.advanceTimersByTimeAsync(5_000);
  await Promise.all([stopped, ended]);
});

test("stop ends the reader", async () => {
  const cluster = createFakeKafka();
  const { reader, ended } = await reading(cluster);
  await cluster.running();
  const stopped = reader.stop();
  await jest.advanceTimersByTimeAsync(5_000);
  await Promise.all([stopped, ended]);
});
