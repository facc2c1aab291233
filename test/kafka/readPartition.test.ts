import { endOfPartition, readPartition } from "../../kafka/readPartition";
import { createFakeBroker } from "./fakeBroker";

test("a partition is read whole, a fetch after the other, and only it", async () => {
  const broker = createFakeBroker(2, () => "arrives");
  const values = ["a", "b", "c", "d", "e", "f", "g"];
  for (const value of values) broker.writeForeign(1, value);
  broker.writeForeign(0, "other");
  const { records, end } = await readPartition(broker.kafka, "t", 1);
  expect(records.map(({ value }) => value)).toEqual(values);
  expect(end).toBe(7n);
  expect(await endOfPartition(broker.kafka, "t", 1)).toBe(7n);
});

test("one without records is empty, one that is not there is told", async () => {
  const broker = createFakeBroker(1, () => "arrives");
  expect(await readPartition(broker.kafka, "t", 0)).toEqual({ records: [], end: 0n });
  await expect(readPartition(broker.kafka, "t", 1)).rejects.toThrow("t has no partition 1");
});
