import type { BatchContext, BatchHeader } from "./batchHeader";

/** A record as kafkajs wants it from a decoder. */
export interface DecodedRecord {
  magicByte: number;
  attributes: number;
  timestamp: string;
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  /** Always empty: nothing here looks at headers, and kafkajs takes minutes for a record with many. */
  headers: Record<string, never>;
  isControlRecord: boolean;
  batchContext: BatchContext;
  /** Stands for a whole batch that was not read, up to `offset`: why. */
  unreadable?: string;
}

/** The records in `bytes`, which is what a batch holds once it is decompressed. Throws on what are no records. */
export function decodeRecords(bytes: Buffer, { context, records, firstOffset }: BatchHeader): DecodedRecord[] {
  const firstTimestamp = Number(context.firstTimestamp);
  let at = 0;
  /** Plain arithmetic, as times differ by more than 32 bits hold. */
  const varint = () => {
    let value = 0;
    for (let unit = 1; unit <= 2 ** 63; unit *= 0x80) {
      if (at >= bytes.length) break;
      const byte = bytes[at++];
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    throw new Error("a record is cut short");
  };
  const field = () => {
    const length = varint();
    if (length === -1) return null;
    if (length < 0 || at + length > bytes.length) throw new Error("a record is cut short");
    at += length;
    return bytes.subarray(at - length, at);
  };
  const decoded: DecodedRecord[] = [];
  for (let number = 0; number < records; number++) {
    const length = varint();
    const end = at + length;
    if (!(end > at && end <= bytes.length)) throw new Error("a record is cut short");
    at++; // attributes: none are defined
    const created = String(firstTimestamp + varint());
    const timestamp = context.timestampType === 1 ? context.maxTimestamp : created;
    const offset = String(Number(firstOffset) + varint());
    decoded.push({ ...recordOf(context), timestamp, offset, key: field(), value: field() });
    at = end;
  }
  return decoded;
}

/** Stands for a batch that is skipped: its last offset, nothing in it, and why. */
export function unreadableRecord({ context, lastOffset }: BatchHeader, why: string): DecodedRecord {
  const { maxTimestamp: timestamp } = context;
  return { ...recordOf(context), timestamp, offset: String(lastOffset), key: null, value: null, unreadable: why };
}

function recordOf(context: BatchContext) {
  const { magicByte, isControlBatch: isControlRecord } = context;
  return { magicByte, attributes: 0, headers: {}, isControlRecord, batchContext: context };
}
