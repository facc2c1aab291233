import { beam, register } from "../beam/sdk";
import { SessionWindows } from "../beam/sessionWindows";
import type { Alert } from "./alert";
import type { KeyedTransaction } from "./keyTransactions";
import { type AlertRule, makeAlert } from "./makeAlert";
import { addPayment, type PartialSum, startSum } from "./partialSum";
import type { Transaction } from "./transaction";
import type { WindowSettings } from "./windowTransactions";

interface WarnSettings {
  rule: AlertRule;
  sessions: SessionWindows;
  alertsEarly: beam.Counter;
}

/**
 * Warns at the moment when the running sum of an open session crosses the limit, once a session. The running sums are
 * kept in the worker's memory and not in Flink's state: a warning may be late or missing after a crash, or where a
 * key's payments are read by several instances, and the final alert, which is exact, comes in any case.
 */
export function warnEarly(window: WindowSettings, rule: AlertRule) {
  const sessions = new SessionWindows(window.gapMs, window.maxSessionMs);
  const settings = { rule, sessions, alertsEarly: beam.counter("alertsEarly") };
  return beam.withName("warnEarly", (transactions: beam.PCollection<KeyedTransaction>) =>
    transactions.apply(beam.parDo(new WarnEarly(), settings)),
  );
}

type RunningSum = PartialSum & { warned?: boolean };

/** Above this many sessions the one that began first is forgotten: a few hundred bytes each. */
const MAX_RUNNING = 200_000;

/**
 * A runner makes an instance for each attempt of each parallel part of the job. What is remembered ends with it, so
 * that payments that are read again after a fault are never counted twice.
 */
export class WarnEarly implements beam.DoFn<KeyedTransaction, Alert, WarnSettings> {
  beamName = "crossesLimit";
  /** The newest session of each key, in the order in which they began. */
  private running?: Map<string, RunningSum>;

  startBundle(): void {
    this.running ??= new Map();
  }

  process({ key, value }: KeyedTransaction, { rule, sessions, alertsEarly }: WarnSettings): Alert[] {
    const session = this.sessionOf(key, value, sessions.endOf(value.timestampMs), rule);
    if (session === undefined || session.warned || session.totalCents <= rule.thresholdCents) return [];
    const alert = makeAlert(key, session, "EARLY", rule);
    session.warned = true;
    session.evidence = [];
    alertsEarly.increment();
    return [alert];
  }

  /** The session that a payment belongs to, with the payment; undefined where that is one before the newest. */
  private sessionOf(key: string, payment: Transaction, endMs: number, rule: AlertRule): RunningSum | undefined {
    const { grouping, maxEvidence } = rule;
    const startMs = payment.timestampMs;
    const running = this.running as Map<string, RunningSum>;
    const newest = running.get(key);
    if (newest !== undefined && endMs <= newest.startMs) return undefined;
    if (newest === undefined || startMs >= newest.endMs) {
      const sum = startSum(payment, grouping, startMs, endMs);
      running.delete(key);
      running.set(key, sum);
      if (running.size > MAX_RUNNING) running.delete(running.keys().next().value as string);
      return sum;
    }
    // Once warned of, a session is only followed to its end.
    if (newest.warned) newest.endMs = Math.max(newest.endMs, endMs);
    else addPayment(newest, payment, grouping, startMs, endMs, maxEvidence);
    return newest;
  }
}

register("warnEarly", { WarnEarly });
