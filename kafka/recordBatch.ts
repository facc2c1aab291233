import { crc32c } from "./crc32c";
import type { OutgoingRecord } from "./producer";

/** Who sends a batch, and the number of its first record in its partition: what lets a broker know a batch again. */
export interface BatchOrigin {
  producerId: bigint;
  producerEpoch: number;
  firstSequence: number;
}

/** Bytes of a batch before its first record, see "Record Batch" in Kafka's protocol documentation. */
const HEADER_BYTES = 61;
/** Length, attributes, time, offset, two lengths and no headers, each at its longest. */
const RECORD_OVERHEAD_BYTES = 5 + 1 + 10 + 5 + 5 + 5 + 1;

/** An upper bound of what a record takes in a batch, without encoding it. */
export function mostBytes({ key, value }: OutgoingRecord): number {
  return RECORD_OVERHEAD_BYTES + key.length * 3 + (typeof value === "string" ? value.length * 3 : value.length);
}

/**
 * Records in Kafka's format 2, uncompressed, as one buffer. kafkajs builds several buffers for each field of each
 * record, which costs ten times as much and is where its producer spends its time.
 */
export function encodeRecordBatch(records: OutgoingRecord[], origin: BatchOrigin): Buffer {
  const most = records.reduce((sum, record) => sum + mostBytes(record), HEADER_BYTES);
  const buffer = Buffer.allocUnsafe(most);
  const baseMs = records[0].timestampMs;
  let maxMs = baseMs;
  let at = HEADER_BYTES;
  for (let offset = 0; offset < records.length; offset++) {
    const { key, value, timestampMs } = records[offset];
    if (timestampMs > maxMs) maxMs = timestampMs;
    at = writeRecord(buffer, at, offset, timestampMs - baseMs, key, value);
  }
  buffer.writeBigInt64BE(0n, 0); // base offset: the broker sets it
  buffer.writeInt32BE(at - 12, 8); // length of what follows
  buffer.writeInt32BE(-1, 12); // leader epoch: unknown
  buffer.writeInt8(2, 16); // format
  buffer.writeInt16BE(0, 21); // no compression, time of creation
  buffer.writeInt32BE(records.length - 1, 23);
  buffer.writeBigInt64BE(BigInt(baseMs), 27);
  buffer.writeBigInt64BE(BigInt(maxMs), 35);
  buffer.writeBigInt64BE(origin.producerId, 43);
  buffer.writeInt16BE(origin.producerEpoch, 51);
  buffer.writeInt32BE(origin.firstSequence, 53);
  buffer.writeInt32BE(records.length, 57);
  buffer.writeUInt32BE(crc32c(buffer, 21, at), 17); // over all that follows it
  return buffer.subarray(0, at);
}

function writeRecord(
  buffer: Buffer,
  at: number,
  offset: number,
  deltaMs: number,
  key: string,
  value: string | Uint8Array,
): number {
  const keyBytes = Buffer.byteLength(key);
  const valueBytes = typeof value === "string" ? Buffer.byteLength(value) : value.length;
  const length =
    2 +
    varintBytes(deltaMs) +
    varintBytes(offset) +
    varintBytes(keyBytes) +
    keyBytes +
    varintBytes(valueBytes) +
    valueBytes;
  let next = writeVarint(buffer, at, length);
  buffer[next++] = 0; // attributes: none are defined
  next = writeVarint(buffer, next, deltaMs);
  next = writeVarint(buffer, next, offset);
  next = writeVarint(buffer, next, keyBytes);
  next += buffer.write(key, next);
  next = writeVarint(buffer, next, valueBytes);
  if (typeof value === "string") next += buffer.write(value, next);
  else {
    buffer.set(value, next);
    next += valueBytes;
  }
  buffer[next++] = 0; // no headers
  return next;
}

/** Zigzag: small numbers of either sign stay short. Plain arithmetic, as times differ by more than 32 bits hold. */
function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = zigzag(value); rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes++;
  return bytes;
}

function writeVarint(buffer: Buffer, at: number, value: number): number {
  let next = at;
  let rest = zigzag(value);
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) buffer[next++] = (rest % 0x80) | 0x80;
  buffer[next++] = rest;
  return next;
}
