import { isUtf8 } from "node:buffer";
import type { DeadLetter } from "./recordParser";

/** What stands on `transactions-dead-letter` and in a dead letter file: enough to mend the record and send it again. */
export interface DeadLetterJson {
  reason: string;
  detail: string;
  /** The whole record, or its beginning where `rawBytes` says that it was longer. */
  raw: string;
  /** How `raw` is to be read: base64 where the record is not UTF-8. */
  encoding: "utf8" | "base64";
  rawBytes?: number;
  line?: number;
  /** Where the record stands in Kafka, if the source tells. */
  topic?: string;
  partition?: number;
  offset?: number;
}

/** Kafka refuses records over 1 MB by default, and JSON can make six bytes of one: a longer record is cut. */
export const MAX_RAW_BYTES = 150_000;

/** The dead letter to write; `maxRawBytes` bounds the part of the record that goes along. */
export function deadLetterJson(
  { reason, detail, value, wholeBytes, line, position }: DeadLetter,
  maxRawBytes: number,
): DeadLetterJson {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  const isCut = bytes.length > maxRawBytes || wholeBytes !== undefined;
  const kept = Buffer.from(bytes.subarray(0, maxRawBytes));
  const isWritten = isCut ? isText(kept) : isUtf8(kept);
  const encoding = reason === "invalid-utf8" || !isWritten ? "base64" : "utf8";
  return {
    reason,
    detail,
    raw: kept.toString(encoding),
    encoding,
    ...(isCut ? { rawBytes: wholeBytes ?? bytes.length } : {}),
    ...(line === undefined ? {} : { line }),
    ...position,
  };
}

/** Whether bytes are the beginning of UTF-8: the last character may be cut. */
function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
