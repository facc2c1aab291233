import type { Kafka } from "kafkajs";
import { metadataRequest, readTopicId } from "../../kafka/topicId";
import { createTopicWatch } from "../../kafka/topicWatch";

function watch() {
  const seen = { id: "a" as string | Error | undefined, anew: 0 };
  const ids = {
    async idOf() {
      if (seen.id instanceof Error) throw seen.id;
      return seen.id;
    },
    close: async () => {},
  };
  const onAnew = () => {
    seen.anew++;
  };
  return { seen, ...createTopicWatch({} as Kafka, "fraud", onAnew, ids) };
}

test("a topic that was made anew is noticed once, at the next look", async () => {
  const { seen, look } = watch();
  await look();
  seen.id = "b";
  await look();
  await look();
  expect(seen.anew).toBe(1);
});

test("positions tell of which topic they are, and those of before count for the topic that was there", async () => {
  const { seen, look, mark, isOfAnother } = watch();
  expect(mark()).toBeNull();
  await look();
  const old = mark();
  expect([old, null, "", "by hand"].map(isOfAnother)).toEqual([false, false, false, false]);
  seen.id = "b";
  await look();
  expect([mark(), old, null, "by hand"].map(isOfAnother)).toEqual([false, true, true, true]);
});

test("a broker that does not tell changes nothing, and one that fails is told of", async () => {
  const { seen, look, mark, isOfAnother } = watch();
  await look();
  seen.id = undefined;
  await look();
  seen.id = new Error("away");
  await expect(look()).rejects.toThrow("away");
  expect([mark(), isOfAnother(null), seen.anew]).toEqual(["topic-id=a", false, 0]);
});

test("a request names the topic, and the id is found behind brokers of any kind", () => {
  expect(metadataRequest("fraud").toString("hex")).toBe(`0002${"00".repeat(16)}06${"6672617564"}00000000`);
  const brokers = `0000000109${Buffer.from("kafka-01").toString("hex")}00002384057261636b00`;
  const topic = (name: string, error = "0000") => `${error}06${Buffer.from(name).toString("hex")}${"ab".repeat(16)}00`;
  const answer = (entry: string) => Buffer.from(`0000000000${"02"}${brokers}0000000001${"02"}${entry}`, "hex");
  expect(readTopicId(answer(topic("fraud")), "fraud")).toBe("ab".repeat(16));
  expect(readTopicId(answer(topic("other")), "fraud")).toBeUndefined();
  expect(readTopicId(answer(topic("fraud", "0003")), "fraud")).toBeUndefined();
});
