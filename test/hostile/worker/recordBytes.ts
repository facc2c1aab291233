import type { FuzzedRecord } from "./fuzzedPayments";

const TOPIC = Buffer.from("transactions");
const HEADER_BYTES = 14;
const [NONE, WHOLE, CUT] = [0, 1, 2];
const GLOBAL_WINDOW_NO_FIRING = [0, 0, 0, 1, 0x0f];

/** Elements of a bundle as the JVM sends them: time, window, pane, length and what `RecordBytes` makes of a Kafka record. */
export function elementsOf(records: FuzzedRecord[], firstOffset: number): Buffer {
  return Buffer.concat(records.flatMap((record, index) => elementOf(record, firstOffset + index)));
}

function elementOf({ value, wholeBytes }: FuzzedRecord, offset: number): Buffer[] {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeBigInt64BE(BigInt(offset));
  header.writeInt32BE(0, 8);
  header[12] = value === null ? NONE : wholeBytes === undefined ? WHOLE : CUT;
  header[13] = TOPIC.length;
  const whole = Buffer.alloc(wholeBytes === undefined ? 0 : 4);
  if (wholeBytes !== undefined) whole.writeUInt32BE(wholeBytes);
  const time = Buffer.alloc(8);
  // Java's long with its sign turned.
  time.writeBigUInt64BE(BigInt(Date.now()) + (1n << 63n));
  const record = [header, TOPIC, whole, value ?? Buffer.alloc(0)];
  const length = record.reduce((sum, { length }) => sum + length, 0);
  return [time, Buffer.from([...GLOBAL_WINDOW_NO_FIRING, ...varint(length)]), ...record];
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
