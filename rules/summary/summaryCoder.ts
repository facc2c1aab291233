import type { Reader, Writer } from "protobufjs";
import { foldOf } from "../folds/folds";
import { codeOf } from "../folds/slot";
import { decodeEvidence, encodeEvidence } from "./evidence";
import { layoutOf } from "./layout";
import { MERGING } from "./merging";
import { readInteger, readShort, writeInteger } from "./numbers";
import type { Summary } from "./summary";

/** First byte of an encoded summary; a change of the format takes the next one. */
const VERSION = 1;

/** Fields that every summary has, ascending; their last three bits tell how they are merged. */
const COUNT = MERGING.sum;
const START = MERGING.least;
const END = MERGING.greatest;
const EVIDENCE = MERGING.first;
const TOTAL = 8 + MERGING.sum;
const FIRST = 8 + MERGING.least;
const LAST = 8 + MERGING.greatest;
const FIXED = 7;

/**
 * A summary as a record that tells what it holds and how it is merged: fields ascending by id, each its id and its value.
 * The runtime jar's `MergeableRecord` makes one of two, byte for byte what `mergeInto` would. A later set of rules reads the
 * summaries of an earlier one. Of at least one payment.
 */
export function encodeSummary(summary: Summary, writer: Writer): void {
  const { layout, values } = summary;
  writer.uint32(VERSION);
  writer.uint32(FIXED + values.length);
  writer.uint32(COUNT);
  writeInteger(writer, summary.count);
  writer.uint32(START);
  writeInteger(writer, summary.startMs);
  writer.uint32(END);
  writeInteger(writer, summary.endMs);
  writer.uint32(EVIDENCE);
  encodeEvidence(summary.evidence, summary.maxEvidence, writer);
  writer.uint32(TOTAL);
  writeInteger(writer, summary.totalCents);
  writer.uint32(FIRST);
  writeInteger(writer, summary.firstMs);
  writer.uint32(LAST);
  writeInteger(writer, summary.lastMs);
  for (let i = 0; i < values.length; i++) {
    writer.uint32(layout.ids[i]);
    layout.folds[i].encode(values[i], writer);
  }
}

/** Throws a `RangeError` for bytes of another version, or that end too early. */
export function decodeSummary(reader: Reader): Summary {
  const version = reader.uint32();
  if (version !== VERSION) throw new RangeError(`found a summary of version ${version}, expected ${VERSION}`);
  const slots = reader.uint32() - FIXED;
  const count = readShort(field(reader, COUNT));
  const startMs = readShort(field(reader, START));
  const endMs = readShort(field(reader, END));
  const { limit: maxEvidence, payments: evidence } = decodeEvidence(field(reader, EVIDENCE));
  const totalCents = readInteger(field(reader, TOTAL)) ?? 0;
  const firstMs = readShort(field(reader, FIRST));
  const lastMs = readShort(field(reader, LAST));
  const ids: number[] = [];
  const values: unknown[] = [];
  for (let i = 0; i < slots; i++) {
    ids.push(reader.uint32());
    values.push(foldOf(codeOf(ids[i])).decode(reader));
  }
  const layout = layoutOf(ids);
  return { startMs, endMs, firstMs, lastMs, count, totalCents, evidence, maxEvidence, layout, values };
}

/** The reader, behind the id that must come next. */
function field(reader: Reader, id: number): Reader {
  const found = reader.uint32();
  if (found !== id) throw new RangeError(`found the field ${found} of a summary, expected ${id}`);
  return reader;
}
