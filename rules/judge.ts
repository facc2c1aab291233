import { type Finding, findingOf } from "./finding";
import type { Rule } from "./rule";
import type { Summary } from "./summary/summary";
import { answer, type Unjudged } from "./unjudged";
import { valuesFor } from "./valuesFor";
import type { View } from "./view";

/**
 * Whether the rule holds for a window. Without an answer it does not, and `unjudged` is told, so that it never reads as
 * clean.
 */
export function holds(rule: Rule, summary: Summary, unjudged: Unjudged): boolean {
  const held = answer(rule.when, valuesFor(rule, summary));
  if (typeof held === "boolean") return held;
  unjudged(rule.id, "when", held.message);
  return false;
}

/**
 * What the rules of a view find in a window of a key. `before`: the window that began one step earlier, where windows
 * overlap and that one had payments; a rule that alerts on crossings finds nothing where it held there already.
 */
export function judge(
  view: View,
  key: string,
  summary: Summary,
  before: Summary | undefined,
  unjudged: Unjudged,
): Finding[] {
  const found: Finding[] = [];
  for (const rule of view.rules) {
    if (!holds(rule, summary, unjudged)) continue;
    if (rule.alerting === "crossing" && before !== undefined && holds(rule, before, () => {})) continue;
    found.push(findingOf(rule, key, summary, view.keeping.maxEvidence));
  }
  return found;
}

/** What the rules of a view find in all windows of a key, by time. */
export function judgeAll(view: View, key: string, windows: readonly Summary[], unjudged: Unjudged): Finding[] {
  return windows.flatMap((summary, i) => {
    const before = windows[i - 1];
    const isNext = before !== undefined && before.startMs === summary.startMs - view.window.everyMs;
    return judge(view, key, summary, isNext ? before : undefined, unjudged);
  });
}
