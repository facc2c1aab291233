import { beam, register } from "../beam/sdk";
import type { InputFormat } from "../payment/formats/inputFormat";
import { DEAD_LETTER_REASONS, type Transaction } from "../payment/transaction";
import type { TransactionRecord } from "./record";
import { type DeadLetter, isDeadLetter, RecordParser, type RefusalReason } from "./recordParser";

export type Parsed = { transactions: Transaction } | { deadLetters: DeadLetter };

/** A counter for each reason, by the reason's name. */
type ReasonCounters = Record<RefusalReason, beam.Counter>;

export interface ParseSettings extends ReasonCounters {
  /** Milliseconds that a payment may lie ahead of the clock. */
  maxFutureSkewMs: number;
  /** A longer record is refused before it is decoded. */
  maxRecordBytes: number;
  /** How payments are written; lines where it is left out. */
  format?: InputFormat;
  parsed: beam.Counter;
}

/**
 * Splits records into transactions and dead letters. Nothing throws: bad input is data.
 * `maxFutureSkewMs`: how far ahead of the wall clock a payment may lie before it is refused.
 * `maxRecordBytes`: a longer record is refused unread. `format`: how payments are written.
 */
export function parseTransactions(maxFutureSkewMs: number, maxRecordBytes: number, format?: InputFormat) {
  const settings = parseSettings(maxFutureSkewMs, maxRecordBytes, format);
  return beam.withName("parseTransactions", (records: beam.PCollection<TransactionRecord>) =>
    records.apply(beam.parDo(new ParseTransaction(), settings)).apply(beam.split(["transactions", "deadLetters"])),
  ) as (records: beam.PCollection<TransactionRecord>) => {
    transactions: beam.PCollection<Transaction>;
    deadLetters: beam.PCollection<DeadLetter>;
  };
}

export function parseSettings(maxFutureSkewMs: number, maxRecordBytes: number, format?: InputFormat): ParseSettings {
  const counters = [...DEAD_LETTER_REASONS, "too-large", "bad-rule"].map((reason) => [
    reason,
    beam.counter(`deadLetters ${reason}`),
  ]);
  return {
    maxFutureSkewMs,
    maxRecordBytes,
    ...(format === undefined || format.format === "lines" ? {} : { format }),
    parsed: beam.counter("parsed"),
    ...(Object.fromEntries(counters) as ReasonCounters),
  };
}

export class ParseTransaction implements beam.DoFn<TransactionRecord, Parsed, ParseSettings> {
  beamName = "parse";
  private parser!: RecordParser;
  private settings!: ParseSettings;
  /** Counted here and told once a bundle: a counter's update costs more than a line's parsing. */
  private parsed = 0;
  private refused!: Map<RefusalReason, number>;

  startBundle(settings: ParseSettings): void {
    this.settings = settings;
    this.readAs(settings.format);
    this.parsed = 0;
    this.refused = new Map();
  }

  /** Understands payments so from now on. */
  readAs(format: InputFormat | undefined): void {
    const { maxFutureSkewMs, maxRecordBytes } = this.settings;
    this.parser = new RecordParser(maxFutureSkewMs, maxRecordBytes, { format });
  }

  /** A time that payments may have for sure, by the clock. */
  get latestMs(): number {
    return this.parser.latestMs;
  }

  process(record: TransactionRecord): Parsed[] {
    return [this.parse(record)];
  }

  /** `mostMs`: a payment of a later time is one of the future. */
  parse(record: TransactionRecord, mostMs?: number): Parsed {
    const parsed = this.parser.parse(record, mostMs);
    if (!isDeadLetter(parsed)) {
      this.parsed++;
      return { transactions: parsed };
    }
    this.refused.set(parsed.reason, (this.refused.get(parsed.reason) ?? 0) + 1);
    return { deadLetters: parsed };
  }

  finishBundle(settings: ParseSettings): void {
    settings.parsed.increment(this.parsed);
    for (const [reason, count] of this.refused) settings[reason].increment(count);
  }
}

register("parseTransactions", { ParseTransaction });
