/** A record batch in Kafka's format 2, by what stands before its records: see "Record Batch" in Kafka's documentation. */
export interface BatchHeader {
  firstOffset: bigint;
  lastOffset: bigint;
  /** Where the batch ends, counted from its start. */
  bytes: number;
  /** 0 for none, else the number of the codec. */
  codec: number;
  records: number;
  /** What kafkajs wants to know about the batch of a record. */
  context: BatchContext;
}

/** As kafkajs has it: integers of 64 bits as text. */
export interface BatchContext {
  firstOffset: string;
  firstTimestamp: string;
  partitionLeaderEpoch: number;
  inTransaction: boolean;
  isControlBatch: boolean;
  lastOffsetDelta: number;
  producerId: string;
  producerEpoch: number;
  firstSequence: number;
  maxTimestamp: string;
  timestampType: number;
  magicByte: number;
}

export const HEADER_BYTES = 61;
const CODEC = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/** Reads the header at the start of `batch`, which has at least `HEADER_BYTES`. */
export function readBatchHeader(batch: Buffer): BatchHeader {
  const firstOffset = batch.readBigInt64BE(0);
  const attributes = batch.readInt16BE(21);
  const lastOffsetDelta = batch.readInt32BE(23);
  return {
    firstOffset,
    lastOffset: firstOffset + BigInt(lastOffsetDelta),
    bytes: 12 + batch.readInt32BE(8),
    codec: attributes & CODEC,
    records: batch.readInt32BE(57),
    context: {
      firstOffset: String(firstOffset),
      firstTimestamp: String(batch.readBigInt64BE(27)),
      partitionLeaderEpoch: batch.readInt32BE(12),
      inTransaction: (attributes & TRANSACTIONAL) !== 0,
      isControlBatch: (attributes & CONTROL) !== 0,
      lastOffsetDelta,
      producerId: String(batch.readBigInt64BE(43)),
      producerEpoch: batch.readInt16BE(51),
      firstSequence: batch.readInt32BE(53),
      maxTimestamp: String(batch.readBigInt64BE(35)),
      timestampType: attributes & LOG_APPEND_TIME ? 1 : 0,
      magicByte: 2,
    },
  };
}
