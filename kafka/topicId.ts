import type { Kafka } from "kafkajs";
import { createCluster, type KafkajsBroker, type KafkajsCluster, sendRaw } from "./kafkajsCluster";

const METADATA = 3;
/** The first version whose answers tell a topic's id and that all brokers since Kafka 3.1 know; kafkajs stops at 6. */
const VERSION = 12;
const UUID_BYTES = 16;

/** Asks for the ids of topics: a topic that was deleted and made anew has the same name and another id. */
export interface TopicIds {
  /** In hexadecimal; undefined where the topic is not there or the broker is too old to tell. */
  idOf(topic: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export function createTopicIds(kafka: Kafka): TopicIds {
  let cluster: KafkajsCluster | undefined;
  return {
    async idOf(topic) {
      cluster ??= createCluster(kafka);
      if (!cluster.isConnected()) await cluster.connect();
      await cluster.refreshMetadataIfNecessary();
      const broker = await cluster.findControllerBroker();
      return (broker.versions[METADATA]?.maxVersion ?? 0) < VERSION ? undefined : askForId(broker, topic);
    },
    close: async () => cluster?.disconnect(),
  };
}

function askForId(broker: KafkajsBroker, topic: string): Promise<string | undefined> {
  return sendRaw(broker, METADATA, VERSION, "Metadata", metadataRequest(topic), (raw) => readTopicId(raw, topic));
}

/** Body of a request for one topic, with the end of the flexible header before it; nothing is created. */
export function metadataRequest(topic: string): Buffer {
  const name = Buffer.from(topic);
  const noTags = 0;
  return Buffer.concat([
    Buffer.from([noTags, ...varint(1 + 1)]),
    Buffer.alloc(UUID_BYTES),
    Buffer.from(varint(name.length + 1)),
    name,
    Buffer.from([noTags, 0, 0, noTags]),
  ]);
}

/** The id of the topic in an answer, undefined for a topic that is not there. */
export function readTopicId(raw: Buffer, topic: string): string | undefined {
  let at = 0;
  // The length first: it moves on, too.
  const skip = (bytes: number) => {
    at += Math.max(0, bytes);
  };
  const skipText = () => skip(readVarint() - 1);
  skipTags();
  at += 4; // throttle time
  for (let brokers = readVarint() - 1; brokers > 0; brokers--) {
    at += 4; // id
    skipText(); // host
    at += 4; // port
    skipText(); // rack
    skipTags();
  }
  skipText(); // cluster's id
  at += 4; // controller
  if (readVarint() - 1 < 1) return undefined;
  const errorCode = raw.readInt16BE(at);
  at += 2;
  const nameBytes = readVarint() - 1;
  const name = raw.toString("utf8", at, at + nameBytes);
  at += nameBytes;
  return errorCode === 0 && name === topic ? raw.toString("hex", at, at + UUID_BYTES) : undefined;

  function skipTags(): void {
    for (let tags = readVarint(); tags > 0; tags--) {
      readVarint();
      skip(readVarint());
    }
  }
  function readVarint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = raw.readUInt8(at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
