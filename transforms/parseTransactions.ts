import type { KafkaPosition } from "../beam/flink/kafka/records";
import { beam, register } from "../beam/sdk";
import { type TransactionRecord, textOf } from "./record";
import {
  DEAD_LETTER_REASONS,
  type DeadLetterReason,
  Malformed,
  parseTransaction,
  type Transaction,
} from "./transaction";

/** A record that is no transaction, with all that is needed to mend it. */
export interface DeadLetter {
  reason: DeadLetterReason;
  detail: string;
  value: string | Uint8Array;
  line?: number;
  position?: KafkaPosition;
}

export type Parsed = { transactions: Transaction } | { deadLetters: DeadLetter };

/** A counter for each reason, by the reason's name. */
type ReasonCounters = Record<DeadLetterReason, beam.Counter>;

interface ParseSettings extends ReasonCounters {
  /** Milliseconds that a payment may lie ahead of the clock. */
  maxFutureSkewMs: number;
  parsed: beam.Counter;
}

/**
 * Splits records into transactions and dead letters. Nothing throws: bad input is data.
 * `maxFutureSkewMs`: how far ahead of the wall clock a payment may lie before it is refused.
 */
export function parseTransactions(maxFutureSkewMs: number) {
  const counters = DEAD_LETTER_REASONS.map((reason) => [reason, beam.counter(`deadLetters ${reason}`)]);
  const settings = {
    maxFutureSkewMs,
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
  private refused!: Map<DeadLetterReason, number>;

  startBundle({ maxFutureSkewMs }: ParseSettings): void {
    this.maxFutureSkewMs = maxFutureSkewMs;
    this.latestMs = Date.now() + maxFutureSkewMs;
    this.parsed = 0;
    this.refused = new Map();
  }

  process(record: TransactionRecord): Parsed[] {
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
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
    return [{ deadLetters: { reason, detail, value, line: record.line, position: record.position } }];
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

register("parseTransactions", { ParseTransaction });
