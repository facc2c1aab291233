import type { Reader, Writer } from "protobufjs";
import type { Evidence } from "./evidence";
import { layoutOf } from "./layout";
import { readCents, readNumber, writeCents, writeNumber } from "./numbers";
import type { Summary } from "./summary";

/** First byte of an encoded summary; a change of the format takes the next one. */
const VERSION = 1;

/**
 * A summary as compact bytes that tell what they hold: varints, times as distances. A later set of rules reads the
 * summaries of an earlier one. Of at least one payment.
 */
export function encodeSummary(summary: Summary, writer: Writer): void {
  const { startMs, endMs, firstMs, lastMs, layout, values } = summary;
  writer.uint32(VERSION);
  writer.double(startMs);
  writeNumber(writer, endMs - startMs);
  writeNumber(writer, firstMs - startMs);
  writeNumber(writer, lastMs - firstMs);
  writeNumber(writer, summary.count);
  writeCents(writer, summary.totalCents);
  writer.uint32(summary.evidence.length);
  for (const payment of summary.evidence) encodeEvidence(payment, writer, firstMs);
  writer.uint32(layout.ids.length);
  for (const id of layout.ids) writer.fixed32(id);
  for (let i = 0; i < values.length; i++) layout.folds[i].encode(values[i], writer, firstMs);
}

/** Throws a `RangeError` for bytes of another version, or that end too early. */
export function decodeSummary(reader: Reader): Summary {
  const version = reader.uint32();
  if (version !== VERSION) throw new RangeError(`found a summary of version ${version}, expected ${VERSION}`);
  const startMs = reader.double();
  const endMs = startMs + readNumber(reader);
  const firstMs = startMs + readNumber(reader);
  const lastMs = firstMs + readNumber(reader);
  const count = readNumber(reader);
  const totalCents = readCents(reader);
  const evidence: Evidence[] = [];
  for (let left = reader.uint32(); left > 0; left--) evidence.push(decodeEvidence(reader, firstMs));
  const ids: number[] = [];
  for (let left = reader.uint32(); left > 0; left--) ids.push(reader.fixed32());
  const layout = layoutOf(ids);
  const values = layout.folds.map((fold) => fold.decode(reader, firstMs));
  return { startMs, endMs, firstMs, lastMs, count, totalCents, evidence, layout, values };
}

/** The direction is the last bit of the distance in time. */
function encodeEvidence(
  { timestampMs, amountCents, counterparty, outgoing }: Evidence,
  writer: Writer,
  firstMs: number,
) {
  writeNumber(writer, (timestampMs - firstMs) * 2 + (outgoing ? 1 : 0));
  writeNumber(writer, amountCents);
  writer.string(counterparty);
}

function decodeEvidence(reader: Reader, firstMs: number): Evidence {
  const number = readNumber(reader);
  const outgoing = number % 2 === 1;
  const timestampMs = firstMs + (number - (outgoing ? 1 : 0)) / 2;
  return { timestampMs, amountCents: readNumber(reader), counterparty: reader.string(), outgoing };
}
