import { decompress } from "../compression/codecs";
import { type BatchHeader, HEADER_BYTES, readBatchHeader } from "./batchHeader";
import { ANSWER, BATCH } from "./bounds";
import { type DecodedRecord, decodeRecords, unreadableRecord } from "./decodedRecord";

/** What is left of the bounds of one answer. */
export interface Budget {
  bytes: number;
  records: number;
}

/** A budget for one answer to a fetch. */
export const newBudget = (): Budget => ({ ...ANSWER });

/**
 * The records of the batches in `bytes`, what a fetch gave for one partition. A batch that is too large or broken becomes
 * one `unreadable` record: the reader goes on behind it. Batches beyond the budget are left for the next fetch.
 */
export function decodeBatches(bytes: Buffer, budget: Budget): DecodedRecord[] {
  const decoded: DecodedRecord[] = [];
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const header = readBatchHeader(bytes.subarray(at));
    // The last batch may be cut short, as fetches are.
    if (header.bytes < HEADER_BYTES || at + header.bytes > bytes.length) break;
    const isFirst = at === 0;
    const batch = bytes.subarray(at + HEADER_BYTES, at + header.bytes);
    if (!isFirst && (budget.bytes <= 0 || budget.records < header.records)) break;
    for (const record of decodeBatch(header, batch, budget)) decoded.push(record);
    at += header.bytes;
  }
  return decoded;
}

function decodeBatch(header: BatchHeader, batch: Buffer, budget: Budget): DecodedRecord[] {
  try {
    if (header.records > BATCH.records) throw new Error(`${header.records} records, at most ${BATCH.records} are read`);
    if (header.codec === 0 && batch.length > BATCH.bytes)
      throw new Error(`${batch.length} bytes, at most ${BATCH.bytes}`);
    const records = header.codec === 0 ? batch : decompress(header.codec, batch, BATCH.bytes);
    budget.bytes -= records.length;
    budget.records -= header.records;
    return decodeRecords(records, header);
  } catch (error) {
    return [unreadableRecord(header, (error as Error).message)];
  }
}
