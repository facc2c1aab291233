import { SessionWindows } from "../../beam/sessionWindows";
import type { Transaction } from "../../payment/transaction";
import type { Alert } from "../../transforms/alert";
import { keyOf } from "../../transforms/keyTransactions";
import { type AlertRule, makeAlert } from "../../transforms/makeAlert";
import { addSum, copyOf, overlaps, type PartialSum, startSum } from "../../transforms/partialSum";
import { WarnEarly } from "../../transforms/warnEarly";

interface OpenSession {
  sum: PartialSum;
  status: "new" | "given out" | "changed";
}

export interface SessionOfKey {
  key: string;
  sum: PartialSum;
}

/** The sessions of all keys, as Flink keeps them from one checkpoint to the next. */
export type JobState = Map<string, OpenSession[]>;

/**
 * What a job says of payments that arrive one by one while its watermark goes on: the rules by which the runtime jar
 * gathers sessions, our own sums and alerts, and warnings from instances whose memory is lost at any time.
 */
export class JobModel {
  readonly alerts: Alert[] = [];
  /** Payments that came too late for any session. */
  readonly dropped: Transaction[] = [];
  /** The last that was given out of each session that is over. */
  readonly over: SessionOfKey[] = [];
  watermarkMs = Number.NEGATIVE_INFINITY;
  private instances: WarnEarly[] = [];
  private readonly windows: SessionWindows;

  constructor(
    private readonly rule: AlertRule,
    private readonly allowedLatenessMs: number,
    private state: JobState = new Map(),
  ) {
    const { gapMs = 0, maxSessionMs = 0 } = rule.sessions ?? {};
    this.windows = new SessionWindows(gapMs, maxSessionMs);
    this.forgetWarnings(2);
  }

  /** Starts the instances that warn anew; each sees a part of the payments of an account. */
  forgetWarnings(instances: number, maxBytes?: number): void {
    this.instances = Array.from({ length: instances }, () => new WarnEarly(maxBytes));
  }

  checkpoint(): JobState {
    const copies = ([key, sessions]: [string, OpenSession[]]): [string, OpenSession[]] => [
      key,
      sessions.map(({ sum, status }) => ({ sum: copyOf(sum), status })),
    ];
    return new Map([...this.state].map(copies));
  }

  arrive(payment: Transaction): void {
    this.warn(payment);
    const { grouping, maxEvidence } = this.rule;
    const key = keyOf(payment, grouping);
    const sessions = this.state.get(key) ?? [];
    const startMs = payment.timestampMs;
    const endMs = this.windows.endOf(startMs);
    const session: OpenSession = { sum: startSum(payment, grouping, startMs, endMs), status: "new" };
    const joined = sessions.filter(({ sum }) => overlaps(sum, startMs, endMs));
    if (joined.length === 0 && this.isOver(endMs)) return void this.dropped.push(payment);
    for (const { sum } of joined) addSum(session.sum, sum, maxEvidence);
    if (joined.some(({ status }) => status !== "new")) session.status = "changed";
    if (this.hasEnded(session.sum.endMs)) this.giveOut(key, session, "LATE");
    this.state.set(key, [...sessions.filter((other) => !joined.includes(other)), session]);
  }

  advance(watermarkMs: number): void {
    this.watermarkMs = Math.max(this.watermarkMs, watermarkMs);
    for (const [key, sessions] of this.state) {
      for (const session of sessions) {
        if (session.status === "given out" || !this.hasEnded(session.sum.endMs)) continue;
        this.giveOut(key, session, session.status === "new" ? "ON_TIME" : "LATE");
      }
      for (const { sum } of sessions) if (this.isOver(sum.endMs)) this.over.push({ key, sum });
      this.state.set(
        key,
        sessions.filter(({ sum }) => !this.isOver(sum.endMs)),
      );
    }
  }

  private warn(payment: Transaction): void {
    const { rule, windows: sessions } = this;
    const key = keyOf(payment, rule.grouping);
    const instance = this.instances[(payment.origin + payment.target).length % this.instances.length];
    instance.startBundle();
    const settings = { rule, sessions, alertsEarly: { increment() {} } as never };
    this.alerts.push(...instance.process({ key, value: payment }, settings));
  }

  private giveOut(key: string, session: OpenSession, timing: "ON_TIME" | "LATE"): void {
    session.status = "given out";
    if (session.sum.totalCents <= this.rule.thresholdCents) return;
    this.alerts.push(makeAlert(key, copyOf(session.sum), timing, this.rule));
  }

  private hasEnded(endMs: number): boolean {
    return endMs - 1 <= this.watermarkMs;
  }

  private isOver(endMs: number): boolean {
    return endMs - 1 + this.allowedLatenessMs <= this.watermarkMs;
  }
}

/** What a consumer keeps who takes the highest revision of each id and then deletes what is superseded. */
export function kept(messages: Alert[]): Alert[] {
  const byId = new Map<string, Alert>();
  for (const alert of messages) {
    const known = byId.get(alert.id);
    if (known === undefined || alert.revision > known.revision) byId.set(alert.id, alert);
  }
  for (const { supersedes = [] } of messages) for (const id of supersedes) byId.delete(id);
  return [...byId.values()];
}
