import type { RuleRecord } from "../beam/flink/kafka/records";
import { beam, register } from "../beam/sdk";
import { type InputFormat, isConvertedLive, withRates } from "../payment/formats/inputFormat";
import type { Transaction } from "../payment/transaction";
import { type LiveRules, liveRulesOf } from "./liveRules";
import { type Parsed, type ParseSettings, ParseTransaction, parseSettings } from "./parseTransactions";
import type { TransactionRecord } from "./record";
import type { DeadLetter } from "./recordParser";
import type { RulesText } from "./rulesText";

/** How far a payment may speak of a time after its record's, in ms: rules of a later time may not be known yet. */
export const MAX_AHEAD_MS = 500;

const AHEAD = `: at most ${MAX_AHEAD_MS} ms after the time of its record, as rules of a later time may not be known yet`;

type ParsedBeside = Parsed | { transactions: RuleRecord };

interface Settings extends ParseSettings {
  rules: RulesText;
  timestamp: { lookup(): { toNumber(): number } };
}

/**
 * Splits records into transactions and dead letters, where versions of rules come among them: they stay where they are, and
 * this process knows them from then on, and converts by the rates among them. A version that is put aside is a dead letter, too.
 */
export function parseBesideRules(
  rules: RulesText,
  maxFutureSkewMs: number,
  maxRecordBytes: number,
  format?: InputFormat,
) {
  const parse = parseSettings(maxFutureSkewMs, maxRecordBytes, format);
  const settings = { ...parse, rules, timestamp: beam.timestampParam() };
  return beam.withName("parseTransactions", (records: beam.PCollection<TransactionRecord>) =>
    records
      .apply(beam.parDo(new ParseBesideRules(), settings as unknown as Settings))
      .apply(beam.split(["transactions", "deadLetters"])),
  ) as (records: beam.PCollection<TransactionRecord>) => {
    transactions: beam.PCollection<Transaction | RuleRecord>;
    deadLetters: beam.PCollection<DeadLetter>;
  };
}

export class ParseBesideRules implements beam.DoFn<TransactionRecord, ParsedBeside, Settings> {
  beamName = "parse";
  private readonly payments = new ParseTransaction();
  private live!: LiveRules;
  private isConverting = false;
  /** Of the live rules whose rates amounts are converted by. */
  private count = 0;

  startBundle(settings: Settings): void {
    this.live = liveRulesOf(settings.rules);
    this.payments.startBundle(settings);
    this.isConverting = isConvertedLive(settings.format);
    this.count = 0;
  }

  process(record: TransactionRecord, settings: Settings): ParsedBeside[] {
    const { rule } = record;
    if (rule !== undefined) return this.take(rule, settings);
    if (this.isConverting && this.count !== this.live.count) {
      this.payments.readAs(withRates(settings.format as InputFormat, this.live.rates));
      this.count = this.live.count;
    }
    // Before it is converted: rates of a later time may not be known either.
    const mostMs = settings.timestamp.lookup().toNumber() + MAX_AHEAD_MS;
    const parsed = this.payments.parse(record, mostMs);
    if (!("deadLetters" in parsed) || parsed.deadLetters.reason !== "future-timestamp") return [parsed];
    if (mostMs < this.payments.latestMs) parsed.deadLetters.detail += AHEAD;
    return [parsed];
  }

  private take(rule: RuleRecord, settings: Settings): ParsedBeside[] {
    const problem = this.live.add(rule);
    if (problem === undefined) return [{ transactions: rule }];
    settings["bad-rule"].increment();
    const position = { topic: settings.rules.live ?? "", partition: 0, offset: rule.offset };
    const deadLetter: DeadLetter = { reason: "bad-rule", detail: problem, value: rule.text, position };
    return [{ deadLetters: deadLetter }, { transactions: rule }];
  }

  finishBundle(settings: Settings): void {
    this.payments.finishBundle(settings);
  }
}

register("parseBesideRules", { ParseBesideRules });
