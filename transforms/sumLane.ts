import type { Transaction } from "../payment/transaction";
import { KEYS } from "../rules/keys/keys";
import type { Lane } from "../rules/stream/lane";
import { sessionWindow } from "../rules/windows/session";
import type { Alert } from "./alert";
import { type AlertRule, makeAlert } from "./makeAlert";
import { OverlappingSums } from "./overlappingSums";
import { addPayment, type PartialSum, startSum } from "./partialSum";
import type { WindowSettings } from "./windowTransactions";

/** What is told of windows as they end. */
export interface SumsTold {
  windows(count: number): void;
  alert(alert: Alert): void;
}

/** The sums of a key's windows. */
interface Sums {
  add(payment: Transaction): void;
  merged(): PartialSum[];
  /** Lets go of windows that ended until then; where what is left begins. */
  letGo(ms: number): number;
}

/** Sums payments as the one rule of the options does, and raises its alerts. */
export function sumLane(window: WindowSettings, rule: AlertRule, told: SumsTold): Lane<Sums> {
  const { neededUntil, start } = window.kind === "session" ? sessions(window, rule) : slidingWindows(window, rule);
  return {
    sides: KEYS[rule.grouping].sides,
    neededUntil,
    patienceMs: neededUntil(0),
    start,
    add: (held, { payment }) => held.add(payment),
    judge(held, key, afterMs, untilMs) {
      const ended = held.merged().filter(({ endMs }) => endMs > afterMs && endMs <= untilMs);
      told.windows(ended.length);
      for (const sum of ended) {
        if (sum.totalCents > rule.thresholdCents) told.alert(makeAlert(key(), sum, "ON_TIME", rule));
      }
    },
    letGo: (held, untilMs) => held.letGo(untilMs),
  };
}

function sessions({ gapMs, maxSessionMs }: WindowSettings, { grouping, maxEvidence }: AlertRule) {
  const { intervalOf } = sessionWindow(gapMs, maxSessionMs);
  const start = (): Sums => {
    const sums = new OverlappingSums(maxEvidence);
    return {
      add(payment) {
        const { startMs, endMs } = intervalOf(payment.timestampMs);
        sums.add(startSum(payment, grouping, startMs, endMs));
      },
      merged: () => sums.merged(),
      letGo: (ms) => sums.letGo(ms),
    };
  };
  return { neededUntil: (ms: number) => intervalOf(ms).endMs, start };
}

/** Each payment is in several windows, of which each has a sum of its own. */
function slidingWindows({ sizeMs, everyMs }: WindowSettings, { grouping, maxEvidence }: AlertRule) {
  const lastStart = (ms: number) => Math.floor(ms / everyMs) * everyMs;
  const start = (): Sums => {
    const byStart = new Map<number, PartialSum>();
    return {
      add(payment) {
        const { timestampMs } = payment;
        for (let startMs = lastStart(timestampMs); startMs > timestampMs - sizeMs; startMs -= everyMs) {
          const endMs = startMs + sizeMs;
          const known = byStart.get(startMs);
          if (known) addPayment(known, payment, grouping, startMs, endMs, maxEvidence);
          else byStart.set(startMs, startSum(payment, grouping, startMs, endMs));
        }
      },
      merged: () => [...byStart.values()],
      letGo(ms) {
        for (const [startMs, { endMs }] of byStart) if (endMs <= ms) byStart.delete(startMs);
        return Math.min(...byStart.keys());
      },
    };
  };
  return { neededUntil: (ms: number) => lastStart(ms) + sizeMs, start };
}
