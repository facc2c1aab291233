import type { Kafka } from "kafkajs";

/**
 * The inner parts of kafkajs that its public producer is made of: connections, TLS, SASL and metadata. kafkajs is pinned
 * and no longer changes; this file is all that knows them.
 */
export interface KafkajsCluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
  addTargetTopic(topic: string): Promise<void>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  findTopicPartitionMetadata(topic: string): { partitionId: number; leader: number }[];
  findBroker(node: { nodeId: number }): Promise<KafkajsBroker>;
  findControllerBroker(): Promise<KafkajsBroker>;
  removeBroker(address: { host: string; port: number }): void;
}

export interface KafkajsBroker {
  nodeId: number;
  /** The versions of each request that it knows, by the request's key. */
  versions: Record<number, { minVersion: number; maxVersion: number } | undefined>;
  connectionPool: { send<T>(exchange: Exchange<T>): Promise<T> };
  initProducerId(request: { transactionTimeout: number }): Promise<{ producerId: string; producerEpoch: number }>;
  listOffsets(request: {
    replicaId: number;
    isolationLevel: number;
    topics: { topic: string; partitions: { partition: number; timestamp: string }[] }[];
  }): Promise<{ responses: { partitions: { partition: number; offset: string }[] }[] }>;
  fetch(request: {
    replicaId: number;
    isolationLevel: number;
    maxWaitTime: number;
    maxBytes: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }): Promise<{ responses: { partitions: { messages: FetchedRecord[] }[] }[] }>;
}

/** A record as a broker gives it, with the header of the batch that it came in. */
export interface FetchedRecord {
  offset: string;
  /** Epoch ms: of a topic with LogAppendTime, when it came to lie there. */
  timestamp: string;
  value: Buffer | null;
  batchContext: { producerId: string; producerEpoch: number; firstSequence: number };
}

interface Exchange<T> {
  request: {
    apiKey: number;
    apiVersion: number;
    apiName: string;
    expectResponse: () => boolean;
    encode: () => Promise<KafkajsEncoder>;
  };
  response: { decode: (raw: Buffer) => Promise<T>; parse: (decoded: T) => Promise<T> };
}

interface KafkajsEncoder {
  writeString(text: string | null): KafkajsEncoder;
  writeInt16(value: number): KafkajsEncoder;
  writeInt32(value: number): KafkajsEncoder;
  writeBuffer(bytes: Buffer): KafkajsEncoder;
}

/** What a broker says about one partition of a produce request; `errorCode` 0 is success. */
export interface PartitionResponse {
  partition: number;
  errorCode: number;
  /** Where the batch's first record lies; -1 where the broker does not tell. */
  baseOffset: string;
}

export interface ProduceResponse {
  topics: { topicName: string; partitions: PartitionResponse[] }[];
}

/** An error of kafkajs; `retriable` is false where no waiting mends it. */
export interface KafkajsError extends Error {
  retriable?: boolean;
  type?: string;
  code?: number;
  host?: string;
  port?: number;
}

const Encoder = require("kafkajs/src/protocol/encoder") as new (initialBytes?: number) => KafkajsEncoder;
const response = require("kafkajs/src/protocol/requests/produce/v7/response") as {
  decode: (raw: Buffer) => Promise<ProduceResponse>;
};
/** The error that a code of Kafka's protocol stands for. */
export const createErrorFromCode = require("kafkajs/src/protocol/error").createErrorFromCode as (
  code: number,
) => KafkajsError;

/** A cluster of connections of its own, as each producer of kafkajs has one. */
export function createCluster(kafka: Kafka): KafkajsCluster {
  const factory = Object.getOwnPropertySymbols(kafka).find(({ description }) => description?.endsWith("createCluster"));
  const inner = kafka as unknown as Record<symbol, (options: object) => KafkajsCluster>;
  if (factory === undefined) throw new Error("this kafkajs is not 2.2.4: it has no createCluster");
  return inner[factory]({ metadataMaxAge: 300_000, allowAutoTopicCreation: true, maxInFlightRequests: null });
}

const PRODUCE = 0;
const ACKS_OF_ALL_IN_SYNC = -1;
const TIMEOUT_MS = 30_000;

/** A finished batch of records and where it belongs. */
export interface ProducedBatch {
  partition: number;
  bytes: Buffer;
}

/** Sends finished batches to the broker that leads their partitions; the response tells about each partition. */
export function produce(broker: KafkajsBroker, topic: string, batches: ProducedBatch[]): Promise<ProduceResponse> {
  const size = batches.reduce((sum, { bytes }) => sum + bytes.length + 8, topic.length * 3 + 32);
  const encode = async () => {
    const encoder = new Encoder(size)
      .writeString(null)
      .writeInt16(ACKS_OF_ALL_IN_SYNC)
      .writeInt32(TIMEOUT_MS)
      .writeInt32(1)
      .writeString(topic)
      .writeInt32(batches.length);
    for (const { partition, bytes } of batches) {
      encoder.writeInt32(partition).writeInt32(bytes.length).writeBuffer(bytes);
    }
    return encoder;
  };
  return broker.connectionPool.send({
    request: { apiKey: PRODUCE, apiVersion: 7, apiName: "Produce", expectResponse: () => true, encode },
    response: { decode: response.decode, parse: async (decoded) => decoded },
  });
}

/** Sends a request that kafkajs does not know in this version; `read` gets all of the answer behind its correlation id. */
export function sendRaw<T>(
  broker: KafkajsBroker,
  apiKey: number,
  apiVersion: number,
  apiName: string,
  body: Buffer,
  read: (raw: Buffer) => T,
): Promise<T> {
  const encode = async () => new Encoder(body.length).writeBuffer(body);
  return broker.connectionPool.send({
    request: { apiKey, apiVersion, apiName, expectResponse: () => true, encode },
    response: { decode: async (raw) => read(raw), parse: async (decoded) => decoded },
  });
}
