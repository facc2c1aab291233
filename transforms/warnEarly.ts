import { beam, register } from "../beam/sdk";
import { SessionWindows } from "../beam/sessionWindows";
import type { Transaction } from "../payment/transaction";
import type { Alert } from "./alert";
import type { KeyedTransaction } from "./keyTransactions";
import { type AlertRule, makeAlert } from "./makeAlert";
import { PassedTime } from "./passedTime";
import { RunningSum } from "./runningSum";
import { RunningSums } from "./runningSums";
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

/** What the running sums of one instance may take up, about: some 150,000 sessions of one or two payments. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * A runner makes an instance for each attempt of each parallel part of the job. What is remembered ends with it, so
 * that payments that are read again after a fault are never counted twice.
 */
export class WarnEarly implements beam.DoFn<KeyedTransaction, Alert, WarnSettings> {
  beamName = "crossesLimit";
  private sums?: RunningSums;
  private passed?: PassedTime;

  constructor(private readonly maxBytes = MAX_BYTES) {}

  startBundle(): void {
    this.sums ??= new RunningSums(this.maxBytes);
    this.passed ??= new PassedTime();
    this.sums.forgetEnded(this.passed.passedMs());
  }

  process({ key, value }: KeyedTransaction, { rule, sessions, alertsEarly }: WarnSettings): Alert[] {
    const sums = this.sums as RunningSums;
    this.passed?.see(value.timestampMs);
    const newest = sums.get(key);
    const bytesBefore = newest?.bytes ?? 0;
    const session = sessionWith(value, sessions.endOf(value.timestampMs), key, newest, rule);
    const crosses = session !== undefined && !session.isDone && session.totalCents > rule.thresholdCents;
    const alerts = crosses ? [makeAlert(key, session.toPartialSum(), "EARLY", rule)] : [];
    if (crosses) {
      session.end();
      alertsEarly.increment();
    }
    if (session !== undefined) sums.put(key, session, bytesBefore);
    return alerts;
  }

  /** Sessions that are remembered, and about how many bytes they take up. */
  get memory(): { size: number; bytes: number } {
    return { size: this.sums?.size ?? 0, bytes: this.sums?.bytes ?? 0 };
  }
}

/** The session that a payment belongs to, with the payment; undefined where that is one before the newest. */
function sessionWith(
  payment: Transaction,
  endMs: number,
  key: string,
  newest: RunningSum | undefined,
  rule: AlertRule,
) {
  if (newest === undefined || payment.timestampMs >= newest.endMs) {
    return new RunningSum(key, payment, rule.grouping, endMs);
  }
  if (endMs <= newest.startMs) return undefined;
  newest.add(payment, rule.grouping, endMs, rule.maxEvidence);
  return newest;
}

register("warnEarly", { WarnEarly });
