import type { Reader, Writer } from "protobufjs";
import { type Coder, globalRegistry, register } from "../beam/sdk";
import type { SumCents } from "../payment/money";
import { keptCounterparties, MAX_COUNTERPARTIES } from "./counterparties";
import type { PartialSum, Payment } from "./partialSum";

/**
 * Partial sums as compact bytes for the shuffle: varints, times as distances from the first. Runners of other languages
 * do not know it and pass the bytes on, as Beam has them do for any unknown coder.
 */
export class PartialSumCoder implements Coder<PartialSum> {
  static readonly URN = "beam:coder:streaming_fraud_detection:partial_sum:v1";
  /** Reads no further than the reader's end. */
  readonly keepsToEnd = true;

  encode(sum: PartialSum, writer: Writer): void {
    writer.double(sum.startMs);
    writeNumber(writer, sum.endMs - sum.startMs);
    writeNumber(writer, sum.firstMs - sum.startMs);
    writeNumber(writer, sum.lastMs - sum.firstMs);
    writeNumber(writer, sum.count);
    writeCents(writer, sum.totalCents);
    writer.uint32(sum.evidence.length);
    for (const { timestampMs, amountCents, counterparty, id } of sum.evidence) {
      writeNumber(writer, timestampMs - sum.firstMs);
      writeNumber(writer, amountCents).string(id === undefined ? counterparty : `${counterparty}${ID}${id}`);
    }
    if (sum.counterparties === undefined) writer.uint32(0);
    else writeAccounts(writer, sum.counterparties);
  }

  decode(reader: Reader): PartialSum {
    const startMs = reader.double();
    const endMs = startMs + readNumber(reader);
    const firstMs = startMs + readNumber(reader);
    const lastMs = firstMs + readNumber(reader);
    const count = readNumber(reader);
    const totalCents = readCents(reader);
    const evidence: Payment[] = new Array(reader.uint32());
    for (let i = 0; i < evidence.length; i++) {
      evidence[i] = paymentOf(firstMs + readNumber(reader), readNumber(reader), reader.string());
    }
    const accounts = reader.uint32();
    const counterparties =
      accounts === 0 ? undefined : new Set(Array.from({ length: accounts - 1 }, () => reader.string()));
    return { startMs, endMs, firstMs, lastMs, count, totalCents, evidence, counterparties };
  }

  toProto() {
    return { spec: { urn: PartialSumCoder.URN, payload: new Uint8Array() }, componentCoderIds: [] };
  }
}

/** Before the id of a payment; no account has it. */
const ID = "\0";

function paymentOf(timestampMs: number, amountCents: number, text: string): Payment {
  const end = text.indexOf(ID);
  if (end < 0) return { timestampMs, amountCents, counterparty: text };
  return { timestampMs, amountCents, counterparty: text.slice(0, end), id: text.slice(end + 1) };
}

/** All numbers here are safe integers, which protobufjs would read by way of an object of two halves. */
function readNumber(reader: Reader): number {
  const { buf } = reader;
  let number = 0;
  let scale = 1;
  for (;;) {
    if (reader.pos >= reader.len) throw new RangeError("a number ends too early");
    const byte = buf[reader.pos++];
    if (byte < 128) return number + byte * scale;
    number += (byte & 127) * scale;
    scale *= 128;
  }
}

/** A varint, of up to 53 bits. */
function writeNumber(writer: Writer, number: number): Writer {
  return number <= 0xffffffff ? writer.uint32(number) : writer.uint64(number);
}

/** Their number plus one, then each; zero stands for a sum that has none. */
function writeAccounts(writer: Writer, names: ReadonlySet<string>): void {
  const kept = names.size > MAX_COUNTERPARTIES ? keptCounterparties(names) : [...names];
  writer.uint32(kept.length + 1);
  for (const account of kept) writer.string(account);
}

/** Totals above 2^53 cents are rare: they go as text. */
function writeCents(writer: Writer, cents: SumCents): void {
  const isExact = typeof cents === "number";
  writer.bool(isExact);
  if (isExact) writeNumber(writer, cents);
  else writer.string(String(cents));
}

function readCents(reader: Reader): SumCents {
  return reader.bool() ? readNumber(reader) : BigInt(reader.string());
}

globalRegistry().register(PartialSumCoder.URN, PartialSumCoder);
register("partialSumCoder", { PartialSumCoder });
