import type { KafkaPosition } from "../beam/flink/kafka/records";
import { type InputFormat, LINES } from "../payment/formats/inputFormat";
import { createPaymentReader, type PaymentReader } from "../payment/formats/paymentReader";
import { type DeadLetterReason, Malformed, type Transaction } from "../payment/transaction";
import { sizeOf, type TransactionRecord } from "./record";

/** Why a record is refused: what is wrong with its line, that it is too long to be looked at, or that it is no rule. */
export type RefusalReason = DeadLetterReason | "too-large" | "bad-rule";

/** A record that is no transaction, with all that is needed to mend it. */
export interface DeadLetter {
  reason: RefusalReason;
  detail: string;
  value: string | Uint8Array;
  /** The length of the whole value, where `value` is only its beginning. */
  wholeBytes?: number;
  line?: number;
  position?: KafkaPosition;
}

/** Reads records as payments, or says why they are none. */
export class RecordParser {
  /** A time that payments may have for sure; the clock has gone on since. */
  latestMs: number;
  private readonly clock: () => number;
  private readonly reader: PaymentReader;

  /** `clock`: in epoch ms; a payment may lie `maxFutureSkewMs` ahead of it. `format`: how payments are written. */
  constructor(
    private readonly maxFutureSkewMs: number,
    private readonly maxRecordBytes: number,
    { clock = () => Date.now(), format = LINES }: { clock?: () => number; format?: InputFormat } = {},
  ) {
    this.clock = clock;
    this.reader = createPaymentReader(format);
    this.latestMs = clock() + maxFutureSkewMs;
  }

  /** `mostMs`: a payment of a later time is one of the future, whatever the clock says. */
  parse(record: TransactionRecord, mostMs = Number.POSITIVE_INFINITY): Transaction | DeadLetter {
    const bytes = sizeOf(record, this.maxRecordBytes);
    if (bytes > this.maxRecordBytes) return tooLarge(record, bytes, this.maxRecordBytes);
    const value = record.value ?? "";
    const parsed = this.read(value, mostMs);
    if (!(parsed instanceof Malformed)) return parsed;
    const { reason, detail } = parsed;
    return { reason, detail, value, line: record.line, position: record.position };
  }

  /** A parser may live for days, as on a pipe: a payment seems to be of the future only by a new look at the clock. */
  private read(value: string | Uint8Array, mostMs: number): Transaction | Malformed {
    const parsed = this.reader.read(value, Math.min(this.latestMs, mostMs));
    if (!(parsed instanceof Malformed && parsed.reason === "future-timestamp")) return parsed;
    this.latestMs = this.clock() + this.maxFutureSkewMs;
    return this.reader.read(value, Math.min(this.latestMs, mostMs));
  }
}

/** Whether a record is no payment. */
export function isDeadLetter(parsed: Transaction | DeadLetter): parsed is DeadLetter {
  return "reason" in parsed;
}

/** Enough to recognise what it is. */
const FIRST_BYTES = 1_024;

function tooLarge({ value, line, position }: TransactionRecord, bytes: number, most: number): DeadLetter {
  return {
    reason: "too-large",
    detail: `found ${bytes} bytes, expected at most ${most} (--max-record-bytes)`,
    value: firstBytes(value ?? ""),
    wholeBytes: bytes,
    line,
    position,
  };
}

/** A piece of its own, so that not all of it stays in memory. */
function firstBytes(value: string | Uint8Array): Uint8Array {
  if (typeof value === "string") return Buffer.from(value.slice(0, FIRST_BYTES)).subarray(0, FIRST_BYTES);
  return Buffer.from(value.subarray(0, FIRST_BYTES));
}
