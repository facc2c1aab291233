import type { KafkaPosition } from "../beam/flink/kafka/records";
import { beam, register } from "../beam/sdk";
import {
  DEAD_LETTER_REASONS,
  type DeadLetterReason,
  Malformed,
  parseTransaction,
  type Transaction,
} from "../payment/transaction";
import { sizeOf, type TransactionRecord, textOf } from "./record";

/** Why a record is refused: what is wrong with its line, or that it is too long to be looked at. */
export type RefusalReason = DeadLetterReason | "too-large";

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

export type Parsed = { transactions: Transaction } | { deadLetters: DeadLetter };

/** A counter for each reason, by the reason's name. */
type ReasonCounters = Record<RefusalReason, beam.Counter>;

interface ParseSettings extends ReasonCounters {
  /** Milliseconds that a payment may lie ahead of the clock. */
  maxFutureSkewMs: number;
  /** A longer record is refused before it is decoded. */
  maxRecordBytes: number;
  parsed: beam.Counter;
}

/**
 * Splits records into transactions and dead letters. Nothing throws: bad input is data.
 * `maxFutureSkewMs`: how far ahead of the wall clock a payment may lie before it is refused.
 * `maxRecordBytes`: a longer record is refused unread.
 */
export function parseTransactions(maxFutureSkewMs: number, maxRecordBytes: number) {
  const counters = [...DEAD_LETTER_REASONS, "too-large"].map((reason) => [
    reason,
    beam.counter(`deadLetters ${reason}`),
  ]);
  const settings = {
    maxFutureSkewMs,
    maxRecordBytes,
    parsed: beam.counter("parsed"),
    ...(Object.fromEntries(counters) as ReasonCounters),
  };
  return beam.withName("parseTransactions", (records: beam.PCollection<TransactionRecord>) =>
    records.apply(beam.parDo(new ParseTransaction(), settings)).apply(beam.split(["transactions", "deadLetters"])),
  ) as (records: beam.PCollection<TransactionRecord>) => {
    transactions: beam.PCollection<Transaction>;
    deadLetters: beam.PCollection<DeadLetter>;
  };
}

export class ParseTransaction implements beam.DoFn<TransactionRecord, Parsed, ParseSettings> {
  beamName = "parse";
  private maxFutureSkewMs = 0;
  /** A time that payments may have for sure; the clock has gone on since. */
  private latestMs = 0;
  /** Counted here and told once a bundle: a counter's update costs more than a line's parsing. */
  private parsed = 0;
  private refused!: Map<RefusalReason, number>;

  startBundle({ maxFutureSkewMs }: ParseSettings): void {
    this.maxFutureSkewMs = maxFutureSkewMs;
    this.latestMs = Date.now() + maxFutureSkewMs;
    this.parsed = 0;
    this.refused = new Map();
  }

  process(record: TransactionRecord, { maxRecordBytes }: ParseSettings): Parsed[] {
    const bytes = sizeOf(record, maxRecordBytes);
    if (bytes > maxRecordBytes) return this.refuse(tooLarge(record, bytes, maxRecordBytes));
    const value = record.value ?? "";
    const text = textOf(value);
    const parsed =
      text === undefined
        ? new Malformed("invalid-utf8", `found ${value.length} bytes that are not UTF-8`)
        : this.parse(text);
    if (!(parsed instanceof Malformed)) {
      this.parsed++;
      return [{ transactions: parsed }];
    }
    const { reason, detail } = parsed;
    return this.refuse({ reason, detail, value, line: record.line, position: record.position });
  }

  private refuse(deadLetter: DeadLetter): Parsed[] {
    this.refused.set(deadLetter.reason, (this.refused.get(deadLetter.reason) ?? 0) + 1);
    return [{ deadLetters: deadLetter }];
  }

  /** A bundle may last for days, as on a pipe: a payment seems to be of the future only by a new look at the clock. */
  private parse(text: string): Transaction | Malformed {
    const parsed = parseTransaction(text, this.latestMs);
    if (!(parsed instanceof Malformed && parsed.reason === "future-timestamp")) return parsed;
    this.latestMs = Date.now() + this.maxFutureSkewMs;
    return parseTransaction(text, this.latestMs);
  }

  finishBundle(settings: ParseSettings): void {
    settings.parsed.increment(this.parsed);
    for (const [reason, count] of this.refused) settings[reason].increment(count);
  }
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

register("parseTransactions", { ParseTransaction });
