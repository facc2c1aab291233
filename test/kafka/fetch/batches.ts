import { gzipSync } from "node:zlib";
import type { OutgoingRecord } from "../../../kafka/producer";
import { encodeRecordBatch } from "../../../kafka/recordBatch";

const HEADER_BYTES = 61;
export const GZIP = 1;

/** A batch as a broker keeps it, with its first record at `offset`. */
export function batchAt(offset: number, records: OutgoingRecord[]): Buffer {
  const batch = encodeRecordBatch(records, { producerId: 7n, producerEpoch: 0, firstSequence: 0 });
  batch.writeBigInt64BE(BigInt(offset), 0);
  return batch;
}

/** The same batch with other bytes in the place of its records, said to be of `codec`. */
export function withPayload(batch: Buffer, codec: number, payload: Buffer): Buffer {
  const changed = Buffer.concat([batch.subarray(0, HEADER_BYTES), payload]);
  changed.writeInt32BE(changed.length - 12, 8);
  changed.writeInt16BE(codec, 21);
  return changed;
}

export const gzipped = (batch: Buffer) => withPayload(batch, GZIP, gzipSync(batch.subarray(HEADER_BYTES)));

export const records = (count: number, value: string | Buffer = "value"): OutgoingRecord[] =>
  Array.from({ length: count }, (_, number) => ({
    key: `key ${number}`,
    value,
    timestampMs: 1_700_000_000_000 + number,
  }));
