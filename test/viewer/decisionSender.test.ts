import pino from "pino";
import { UserError } from "../../config/runProgram";
import type { OutgoingRecord, RecordProducer } from "../../kafka/producer";
import { createDecisionSender } from "../../viewer/reviews/decisionSender";
import { onLogTopic } from "../../viewer/reviews/onLogTopic";

const records = (count: number, from = 0): OutgoingRecord[] =>
  Array.from({ length: count }, (_, i) => ({ key: `${from + i}`, value: "", timestampMs: 0 }));

/** A producer that sends when it is let. */
function start() {
  const sent: string[][] = [];
  const state = { problem: undefined as Error | undefined, let: () => {}, connects: 0 };
  const gate = () => new Promise<void>((resolve) => (state.let = resolve));
  const producer: RecordProducer = {
    async connect() {
      state.connects++;
    },
    async send(_, some) {
      await gate();
      if (state.problem !== undefined) throw state.problem;
      sent.push(some.map(({ key }) => key));
    },
    notReady: () => undefined,
    close: async () => {},
  };
  return { sent, state, producer, sender: createDecisionSender(producer, "fraud-reviews", pino({ level: "silent" })) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("one send at a time: what comes meanwhile goes together afterwards, in its order", async () => {
  const { sent, state, sender } = start();
  const all = [sender.send(records(1)), sender.send(records(1, 1)), sender.send(records(2, 2))];
  for (let i = 0; i < 2; i++) {
    await turn();
    state.let();
  }
  await Promise.all(all);
  expect(sent).toEqual([["0"], ["1", "2", "3"]]);
});

test("a thousand wait at most, and when they have gone there is room again", async () => {
  const { state, sender } = start();
  const first = sender.send(records(1_000));
  expect(sender.send(records(1))).toBeUndefined();
  await turn();
  state.let();
  await first;
  await turn();
  expect(sender.send(records(1))).toBeDefined();
});

test("what Kafka refuses is told to who sent it, and the next ones are tried with a new connection", async () => {
  const { sent, state, sender } = start();
  state.problem = new UserError("no permission");
  const refused = sender.send(records(1));
  await turn();
  state.let();
  await expect(refused).rejects.toThrow("no permission");
  state.problem = undefined;
  const next = sender.send(records(1, 7));
  await turn();
  state.let();
  await next;
  expect([sent, state.connects]).toEqual([[["7"]], 2]);
});

describe("a topic on which decisions have no order or time", () => {
  const topic = { name: "fraud-reviews", option: "--reviews-topic", records: "decisions", done: "decided" };
  const kafkaWith = (partitions: number, type: string | Error) => {
    const admin = {
      connect: async () => {},
      disconnect: async () => {},
      listTopics: async () => ["fraud-reviews"],
      fetchTopicMetadata: async () => ({ topics: [{ partitions: Array(partitions).fill({}) }] }),
      async describeConfigs() {
        if (type instanceof Error) throw type;
        return { resources: [{ configEntries: [{ configName: "message.timestamp.type", configValue: type }] }] };
      },
    };
    return { admin: () => admin } as never;
  };

  test.each([
    [3, "LogAppendTime", "with 3 partitions, expected 1"],
    [1, "CreateTime", "message.timestamp.type=CreateTime, expected LogAppendTime"],
  ])("%d partitions, %s: nothing is written", async (partitions, type, problem) => {
    const { producer, state } = start();
    await expect(onLogTopic(producer, kafkaWith(partitions, type), topic).connect()).rejects.toThrow(problem);
    expect(state.connects).toBe(0);
  });

  test.each([["LogAppendTime"], [new Error("not authorized to see settings")]])("%s: written", async (type) => {
    const { producer, state } = start();
    await onLogTopic(producer, kafkaWith(1, type), topic).connect();
    expect(state.connects).toBe(1);
  });
});
