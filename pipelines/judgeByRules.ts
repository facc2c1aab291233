import { groupMixedWindows } from "../beam/flink/groupWindows";
import type { RuleRecord } from "../beam/flink/kafka/records";
import type { beam } from "../beam/sdk";
import { baseCurrency, type InputFormat, isConvertedLive } from "../payment/formats/inputFormat";
import type { Transaction } from "../payment/transaction";
import type { Alert } from "../transforms/alert";
import { gatherByView } from "../transforms/gatherByView";
import type { Gatherings } from "../transforms/gatheredCoder";
import { judgeWindows } from "../transforms/judgeWindows";
import { type RulesText, rulesOf } from "../transforms/rulesText";
import type { TooLate } from "../transforms/tooLate";
import { reportTooLateForViews } from "../transforms/tooLateForViews";
import { unjudgedCounters, unjudgedLive } from "../transforms/unjudged";

/** A detection by a set of rules. */
export interface RuleSetSettings {
  rules: RulesText;
  /** Also judge windows that are still open, as far as a rule allows. */
  early: boolean;
  /** An earlier attempt of the job may have told of the same windows. */
  restarts: boolean;
  /** How long after its end a window still takes late payments, in ms. */
  allowedLatenessMs: number;
  /** How far a payment may lie ahead of the clock, in ms. */
  maxFutureSkewMs: number;
  /** A longer record is a dead letter. */
  maxRecordBytes: number;
  /** How payments are written; lines where it is left out. */
  format?: InputFormat;
  /** How long a payment is known by its id, in ms, so that copies of it do not count; never where it is left out. */
  duplicatesWithinMs?: number;
}

/** The way of each payment through all views of the rules at once: one gathering, one grouping, one judge. */
export function judgeByRules(
  transactions: beam.PCollection<Transaction | RuleRecord>,
  settings: RuleSetSettings,
): { alerts: beam.PCollection<Alert>; tooLate: beam.PCollection<TooLate> } {
  const { rules, early, allowedLatenessMs } = settings;
  const isLive = rules.live !== undefined;
  const unjudged = isLive ? unjudgedLive() : unjudgedCounters(rulesOf(rules).rules.map(({ id }) => id));
  const { groups, late } = transactions
    .apply(gatherByView(rules, early, allowedLatenessMs, unjudged))
    .apply(groupMixedWindows<Gatherings>({ broadcasts: isLive }));
  return {
    alerts: groups.apply(judgeWindows({ ...settings, ...currencySettings(settings.format) }, unjudged)),
    tooLate: late.apply(reportTooLateForViews(rules)),
  };
}

function currencySettings(format: InputFormat | undefined) {
  return { currency: baseCurrency(format), convertsLive: isConvertedLive(format) };
}
