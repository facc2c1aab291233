import type { Kafka } from "kafkajs";
import type { TopicIds } from "../../kafka/topicId";

type Listener = (event: { payload: never }) => void;
type Message = { offset: string; key: null; value: Buffer | null; timestamp: string; unreadable?: string };

/** A cluster with one topic of one partition, as far as a reader of kafkajs sees it. `deliver` is what a fetch gives. */
export function createFakeKafka({ low = 0, end = 0, position = -1, topics = ["t"] } = {}) {
  /** What the broker says; `metadata` goes with the group's position. */
  const state = { low, end, position, metadata: null as string | null, topicId: "first" as string | undefined };
  let soughtNext: string | undefined;
  const listeners = new Map<string, Listener[]>();
  const seen = {
    committed: [] as string[],
    seeks: [] as string[],
    resolved: [] as string[],
    consumers: 0,
    groups: [""],
  };
  let eachBatch: (payload: object) => Promise<void> = async () => {};
  let failure: Error | undefined;
  let running = () => {};
  let isRunning = new Promise<void>((resolve) => {
    running = resolve;
  });
  const emit = (event: string, payload: object) => {
    for (const listener of listeners.get(event) ?? []) listener({ payload: payload as never });
  };
  const events = { HEARTBEAT: "heartbeat", FETCH: "fetch", GROUP_JOIN: "join", CRASH: "crash" };
  const consumer = {
    events,
    on: (event: string, listener: Listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    connect: async () => {
      if (failure !== undefined) throw failure;
    },
    subscribe: async () => {},
    disconnect: async () => {},
    async run(options: { eachBatch: typeof eachBatch }) {
      eachBatch = options.eachBatch;
      emit(events.GROUP_JOIN, { memberAssignment: { t: [0] } });
      running();
    },
    seek({ offset }: { offset: string }) {
      soughtNext = offset;
      seen.seeks.push(offset);
    },
    async commitOffsets([{ offset, metadata }]: { offset: string; metadata: string | null }[]) {
      Object.assign(state, { position: Number(offset), metadata });
      seen.committed.push(offset);
    },
  };
  const admin = {
    connect: async () => {},
    disconnect: async () => {},
    listTopics: async () => topics,
    fetchTopicOffsets: async () => [{ partition: 0, low: String(state.low), high: String(state.end) }],
    fetchOffsets: async () => [
      { topic: "t", partitions: [{ partition: 0, offset: String(state.position), metadata: state.metadata }] },
    ],
  };
  const kafka = {
    admin: () => admin,
    consumer: ({ groupId }: { groupId: string }) => {
      seen.consumers++;
      seen.groups.push(groupId);
      listeners.clear();
      return consumer;
    },
  };
  const ids: TopicIds = { idOf: async () => state.topicId, close: async () => {} };
  return {
    state,
    ids,
    kafka: kafka as unknown as Kafka,
    seen,
    topics,
    /** Resolves once a reader runs. */
    running: () => isRunning,
    /** Hands a reader what a fetch gave: records with these offsets, or whole messages. */
    deliver(...given: (number | Partial<Message>)[]) {
      const messages = given.map((each) => ({
        ...{ key: null, value: Buffer.from("value"), timestamp: "5" },
        ...(typeof each === "number" ? { offset: String(each) } : each),
      }));
      const batch = {
        partition: 0,
        messages,
        highWatermark: String(state.end),
        firstOffset: () => messages[0].offset,
        lastOffset: () => messages[messages.length - 1].offset,
      };
      // What was fetched from elsewhere than where the reader wanted to go.
      const isStale = () => soughtNext !== undefined && soughtNext !== messages[0].offset;
      const resolveOffset = (offset: string) => seen.resolved.push(offset);
      const handled = eachBatch({ batch, resolveOffset, heartbeat: async () => {}, isRunning: () => true, isStale });
      return handled.then(() => {
        if (!isStale()) soughtNext = undefined;
      });
    },
    /** Ends the consumer as kafkajs does what it cannot mend; the next one fails with `next`. */
    crash(error: Error, next?: Error) {
      failure = next;
      isRunning = new Promise((resolve) => {
        running = resolve;
      });
      emit(events.CRASH, { error, restart: false });
    },
  };
}
