import type { Reader, Writer } from "protobufjs";
import { type Coder, globalRegistry, register } from "./beam";
import type { SumCents } from "./money";
import type { PartialSum, Payment } from "./partialSum";

/**
 * Partial sums as compact bytes for the shuffle: varints, times as distances from the first. Runners of other languages
 * do not know it and pass the bytes on, as Beam has them do for any unknown coder.
 */
export class PartialSumCoder implements Coder<PartialSum> {
  static readonly URN = "beam:coder:streaming_fraud_detection:partial_sum:v1";

  encode(sum: PartialSum, writer: Writer): void {
    // A sliding window can start before 1970.
    writer.sint64(sum.startMs).uint64(sum.endMs - sum.startMs);
    writer.uint64(sum.firstMs - sum.startMs).uint64(sum.lastMs - sum.firstMs);
    writer.uint64(sum.count).string(sum.totalCents.toString(36));
    writer.uint32(sum.evidence.length);
    for (const { timestampMs, amountCents, counterparty } of sum.evidence) {
      writer
        .uint64(timestampMs - sum.firstMs)
        .uint64(amountCents)
        .string(counterparty);
    }
    writer.uint32(sum.counterparties === undefined ? 0 : sum.counterparties.size + 1);
    for (const account of sum.counterparties ?? []) writer.string(account);
  }

  decode(reader: Reader): PartialSum {
    const startMs = Number(reader.sint64());
    const endMs = startMs + readNumber(reader);
    const firstMs = startMs + readNumber(reader);
    const lastMs = firstMs + readNumber(reader);
    const count = readNumber(reader);
    const totalCents = parseBase36(reader.string());
    const evidence: Payment[] = new Array(reader.uint32());
    for (let i = 0; i < evidence.length; i++) {
      evidence[i] = {
        timestampMs: firstMs + readNumber(reader),
        amountCents: readNumber(reader),
        counterparty: reader.string(),
      };
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

/** protobufjs gives `Long` where it is installed; all numbers here are safe integers. */
function readNumber(reader: Reader): number {
  return Number(reader.uint64());
}

function parseBase36(digits: string): SumCents {
  const value = Number.parseInt(digits, 36);
  if (Number.isSafeInteger(value)) return value;
  let exact = 0n;
  for (const digit of digits) exact = exact * 36n + BigInt(Number.parseInt(digit, 36));
  return exact;
}

globalRegistry().register(PartialSumCoder.URN, PartialSumCoder);
register("partialSumCoder", { PartialSumCoder });
