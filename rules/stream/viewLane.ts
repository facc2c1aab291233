import { type Finding, findingOf } from "../finding";
import { Gathered } from "../gathered";
import { inForceAt } from "../inForce";
import { raises } from "../judge";
import { placeIn, takesPart } from "../place";
import type { View } from "../view";
import type { Lane } from "./lane";

/** What is told of windows as they end. */
export interface Told {
  /** Windows that the rules of a view were asked about. */
  windows(count: number): void;
  found(finding: Finding): void;
}

/** Gathers by a view, and judges by its rules. */
export function viewLane(view: View, told: Told): Lane<Gathered> {
  const { key, window, where, era, keeping } = view;
  const neededUntil = (ms: number) => window.reachOf(window.intervalOf(ms)).endMs;
  return {
    sides: key.sides,
    takes: (where ?? era) && ((seen, side) => takesPart(view, side, seen, ignored)),
    neededUntil,
    // Sliding windows are long, and what is left of them is gathered again.
    patienceMs: neededUntil(0) / (window.everyMs > 0 ? 4 : 1),
    start: () => new Gathered(view),
    add: (held, seen, side) => held.add(placeIn(view, side, seen, ignored)),
    judge(held, keyText, afterMs, untilMs) {
      let windows = 0;
      for (const assembled of window.assemble(held.parts(), view)) {
        const { endMs } = assembled.window;
        if (endMs <= afterMs || endMs > untilMs) continue;
        windows++;
        for (const rule of inForceAt(view.rules, assembled.window.lastMs)) {
          if (raises(rule, assembled, ignored)) {
            told.found(findingOf(rule, keyText(), assembled, keeping.maxEvidence));
          }
        }
      }
      told.windows(windows);
    },
    letGo: (held, untilMs) => held.letGo(untilMs),
  };
}

/** Counted as unjudged on Flink only: here a payment may be gathered more than once. */
function ignored(): void {}
