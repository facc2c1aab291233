import type { RuleRecord } from "../beam/flink/kafka/records";
import { beam, register } from "../beam/sdk";
import type { InputFormat } from "../payment/formats/inputFormat";
import { formatTimestamp } from "../payment/timestamp";
import type { Transaction } from "../payment/transaction";
import { type LiveRules, liveRulesOf } from "./liveRules";
import { type Parsed, type ParseSettings, ParseTransaction, parseSettings } from "./parseTransactions";
import type { TransactionRecord } from "./record";
import type { DeadLetter } from "./recordParser";
import type { RulesText } from "./rulesText";

/** How far a payment may speak of a time after its record's, in ms: rules of a later time may not be known yet. */
export const MAX_AHEAD_MS = 500;

type ParsedBeside = Parsed | { transactions: RuleRecord };

interface Settings extends ParseSettings {
  rules: RulesText;
  timestamp: { lookup(): { toNumber(): number } };
}

/**
 * Splits records into transactions and dead letters, where versions of rules come among them: they stay where they are, and
 * this process knows them from then on. A version that is put aside is a dead letter, too.
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

  startBundle(settings: Settings): void {
    this.live = liveRulesOf(settings.rules);
    this.payments.startBundle(settings);
  }

  process(record: TransactionRecord, settings: Settings): ParsedBeside[] {
    const { rule } = record;
    if (rule !== undefined) return this.take(rule, settings);
    const [parsed] = this.payments.process(record);
    if ("deadLetters" in parsed) return [parsed];
    const { timestampMs } = parsed.transactions;
    const aheadMs = timestampMs - settings.timestamp.lookup().toNumber();
    if (aheadMs <= MAX_AHEAD_MS) return [parsed];
    settings["future-timestamp"].increment();
    const detail = `found ${formatTimestamp(timestampMs)}, ${aheadMs} ms after the time of its record, expected at most ${MAX_AHEAD_MS} ms: rules of that time may not be known yet`;
    return [
      { deadLetters: { reason: "future-timestamp", detail, value: record.value ?? "", position: record.position } },
    ];
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
