import { finish } from "../../../generator/output/finish";
import { createKafkaOutput } from "../../../generator/output/kafkaOutput";
import type { OutgoingRecord } from "../../../kafka/producer";
import { createFakeProducer } from "../fakes";

const line = (number: number): OutgoingRecord => ({ key: "a;b", value: String(number), timestampMs: number });
const values = (records: { value: string | Uint8Array }[]) => records.map(({ value }) => Number(value));

test("a lone line leaves at the first nudge, without a timer", async () => {
  const broker = createFakeProducer();
  const output = createKafkaOutput(broker.producer, "t", 3);
  expect(output.write(line(0))).toBeUndefined();
  expect(broker.isBusy()).toBe(false);
  output.nudge();
  await broker.answer();
  expect(output.delivered).toBe(1);
});

test("a silent broker holds the writer up after two batches, and lets it go on in order", async () => {
  const broker = createFakeProducer();
  const output = createKafkaOutput(broker.producer, "t", 3);
  let room: Promise<void> | undefined;
  let written = 0;
  while (room === undefined) room = output.write(line(written++));
  expect(written).toBe(6);
  let isFree = false;
  room.then(() => {
    isFree = true;
  });
  await new Promise(setImmediate);
  expect(isFree).toBe(false);
  await broker.answer();
  expect(isFree).toBe(true);
  output.write(line(written));
  const flushed = output.flush();
  await broker.answer();
  await broker.answer();
  await flushed;
  expect(values(broker.sent)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(output.delivered).toBe(7);
});

test("a batch that can never be sent ends the run with the producer's reason", async () => {
  const broker = createFakeProducer();
  const output = createKafkaOutput(broker.producer, "t", 1);
  output.write(line(0));
  await broker.refuse(new Error("not allowed"));
  expect(() => output.write(line(1))).toThrow("not allowed");
  await expect(output.flush()).rejects.toThrow("not allowed");
});

test("after the stop signal a dead broker is waited for only so long, and the count of lost lines is told", async () => {
  const broker = createFakeProducer();
  const output = createKafkaOutput(broker.producer, "t", 2);
  for (let number = 0; number < 3; number++) output.write(line(number));
  const stop = new AbortController();
  const finished = finish([output], stop.signal, () => 3, 20);
  stop.abort();
  await expect(finished).rejects.toThrow("stopped with 3 of 3 lines not delivered within 0.02 s");
});
