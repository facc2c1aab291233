import TinyQueue from "tinyqueue";
import { type Transaction, transactionKey } from "../../../payment/transaction";
import type { Alert, AlertTiming } from "../../../transforms/alert";
import { type AlertRule, makeAlert } from "../../../transforms/makeAlert";
import { addSum, type PartialSum, startSum } from "../../../transforms/partialSum";

type Session = PartialSum & { key: string; warned: boolean; final: boolean; gone: boolean };

interface Timer {
  atMs: number;
  session: Session;
}

export interface SessionRule extends AlertRule {
  gapMs: number;
  allowedLatenessMs: number;
}

/** The sessions of all pairs in this process's memory, with the alerts that the pipeline raises for them. */
export class Sessions {
  private readonly byPair = new Map<string, Session[]>();
  private readonly timers = new TinyQueue<Timer>([], (a, b) => a.atMs - b.atMs);
  private watermarkMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly rule: SessionRule) {}

  /** Of how many pairs a session is held, those that have ended and may still be corrected among them. */
  get pairs(): number {
    return this.byPair.size;
  }

  /** The alert that a payment raises at once: EARLY as a sum crosses the limit, LATE where its session has ended. */
  add(transaction: Transaction): Alert | undefined {
    const key = transactionKey(transaction);
    const session = this.join(key, transaction);
    if (session.endMs - 1 + this.rule.allowedLatenessMs <= this.watermarkMs) return this.forget(session);
    if (session.endMs - 1 <= this.watermarkMs) {
      session.final = true;
      return this.alert(session, "LATE");
    }
    session.final = false;
    if (session.warned) return undefined;
    const alert = this.alert(session, "EARLY");
    session.warned = alert !== undefined;
    return alert;
  }

  /** Moves the time up to which payments are complete, and raises the alerts of the sessions that have ended by it. */
  *advanceTo(watermarkMs: number): Generator<Alert> {
    this.watermarkMs = Math.max(this.watermarkMs, watermarkMs);
    for (
      let next = this.timers.peek();
      next !== undefined && next.atMs <= this.watermarkMs;
      next = this.timers.peek()
    ) {
      this.timers.pop();
      const { session } = next;
      if (session.gone) continue;
      const lastMs = session.endMs - 1;
      if (lastMs > this.watermarkMs) {
        this.timers.push({ atMs: lastMs, session });
        continue;
      }
      const alert = session.final ? undefined : this.alert(session, "ON_TIME");
      session.final = true;
      const forgetAtMs = lastMs + this.rule.allowedLatenessMs;
      if (forgetAtMs <= this.watermarkMs) this.forget(session);
      else this.timers.push({ atMs: forgetAtMs, session });
      if (alert !== undefined) yield alert;
    }
  }

  /** The session that a payment belongs to, with the payment; it may join several to one. */
  private join(key: string, transaction: Transaction): Session {
    const { gapMs, maxEvidence } = this.rule;
    const startMs = transaction.timestampMs;
    const sum = startSum(transaction, "pair", startMs, startMs + gapMs);
    const known = this.byPair.get(key) ?? [];
    const joined = known.filter((session) => session.startMs < sum.endMs && sum.startMs < session.endMs);
    if (joined.length === 0) {
      const session = { ...sum, key, warned: false, final: false, gone: false };
      if (known.push(session) === 1) this.byPair.set(key, known);
      this.timers.push({ atMs: session.endMs - 1, session });
      return session;
    }
    const [first, ...others] = joined;
    addSum(first, sum, maxEvidence);
    for (const other of others) {
      addSum(first, other, maxEvidence);
      first.warned ||= other.warned;
      this.forget(other);
    }
    return first;
  }

  private forget(session: Session): undefined {
    session.gone = true;
    const left = this.byPair.get(session.key)?.filter((other) => other !== session) ?? [];
    if (left.length === 0) this.byPair.delete(session.key);
    else this.byPair.set(session.key, left);
  }

  private alert(session: Session, timing: AlertTiming): Alert | undefined {
    return session.totalCents > this.rule.thresholdCents
      ? makeAlert(session.key, session, timing, this.rule)
      : undefined;
  }
}
