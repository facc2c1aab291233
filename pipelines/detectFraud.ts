import type { RuleRecord } from "../beam/flink/kafka/records";
import type { beam } from "../beam/sdk";
import type { Transaction } from "../payment/transaction";
import type { Alert } from "../transforms/alert";
import { allAlerts } from "../transforms/allAlerts";
import { dropDuplicates } from "../transforms/dropDuplicates";
import { keepAbove } from "../transforms/keepAbove";
import { keyTransactions } from "../transforms/keyTransactions";
import { parseBesideRules } from "../transforms/parseBesideRules";
import { parseTransactions } from "../transforms/parseTransactions";
import { raiseAlerts } from "../transforms/raiseAlerts";
import type { TransactionRecord } from "../transforms/record";
import type { DeadLetter } from "../transforms/recordParser";
import { sumByWindow } from "../transforms/sumByWindow";
import { sumInBundle } from "../transforms/sumInBundle";
import { reportTooLate, type TooLate } from "../transforms/tooLate";
import { warnEarly } from "../transforms/warnEarly";
import { windowTransactions } from "../transforms/windowTransactions";
import { judgeByRules, type RuleSetSettings } from "./judgeByRules";
import { alertRuleOf, type DetectionSettings } from "./oneRule";

export interface Detection {
  alerts: beam.PCollection<Alert>;
  deadLetters: beam.PCollection<DeadLetter>;
  tooLate: beam.PCollection<TooLate>;
}

/**
 * The pipeline: the way of each transaction from its record to an alert. Sources and sinks are added by who runs it,
 * a file and a terminal on the DirectRunner (`embedded.ts`), Kafka topics on Flink (`submit.ts`).
 */
export function detectFraud(
  records: beam.PCollection<TransactionRecord>,
  settings: DetectionSettings | RuleSetSettings,
): Detection {
  const { maxFutureSkewMs, maxRecordBytes, format, duplicatesWithinMs } = settings;
  if ("rules" in settings && settings.rules.live !== undefined) {
    const parsed = records.apply(parseBesideRules(settings.rules, maxFutureSkewMs, maxRecordBytes, format));
    const counting = withoutDuplicates(parsed.transactions, duplicatesWithinMs);
    return { deadLetters: parsed.deadLetters, ...judgeByRules(counting, settings) };
  }
  const parsed = records.apply(parseTransactions(maxFutureSkewMs, maxRecordBytes, format));
  const { deadLetters } = parsed;
  const transactions = withoutDuplicates(parsed.transactions, duplicatesWithinMs);
  if ("rules" in settings) return { deadLetters, ...judgeByRules(transactions, settings) };
  return { deadLetters, ...judgeByOneRule(transactions, settings) };
}

/** Where copies count like any other payment, the pipeline has no step for them. */
function withoutDuplicates<P extends Transaction | RuleRecord>(payments: beam.PCollection<P>, withinMs?: number) {
  if (withinMs === undefined) return payments;
  return payments.apply(dropDuplicates(withinMs)) as beam.PCollection<P>;
}

/** The rule of the options: sums above a limit. */
function judgeByOneRule(transactions: beam.PCollection<Transaction>, settings: DetectionSettings) {
  const { grouping, window, maxEvidence, thresholdCents } = settings;
  const merging = window.kind === "session";
  const rule = alertRuleOf(settings);
  const keyed = transactions.apply(keyTransactions(grouping));
  const { sums, late } = keyed
    .apply(windowTransactions(window))
    .apply(sumInBundle(grouping, maxEvidence, merging))
    .apply(sumByWindow(maxEvidence));
  const tooLate = late.apply(reportTooLate(grouping, maxEvidence));
  const alerts = sums.apply(keepAbove(thresholdCents)).apply(raiseAlerts(rule));
  if (!settings.early || !merging) return { alerts, tooLate };
  return { alerts: allAlerts(keyed.apply(warnEarly(window, rule)), alerts), tooLate };
}
