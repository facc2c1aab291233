import { type Finding, findingOf } from "./finding";
import { earlierVersions, inForceAt } from "./inForce";
import type { Rule } from "./rule";
import type { Summary } from "./summary/summary";
import { answer, type Unjudged } from "./unjudged";
import { valuesFor } from "./valuesFor";
import type { View } from "./view";
import type { Assembled } from "./windows/window";

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
 * What the rules of a view find in a window of a key. `judgedBefore`: whether a rule may have been told of some of the
 * window's payments already; what it may have found in them and does not find in all is withdrawn.
 */
export function judge(
  view: View,
  key: string,
  assembled: Assembled,
  unjudged: Unjudged,
  judgedBefore: (rule: Rule) => boolean = () => false,
): Finding[] {
  const { window } = assembled;
  const found: Finding[] = [];
  for (const rule of inForceAt(view.rules, window.lastMs)) {
    const told = (version: Rule, withdrawn: boolean) =>
      found.push(findingOf(version, key, assembled, view.keeping.maxEvidence, withdrawn));
    const isRaised = raises(rule, assembled, unjudged);
    if (isRaised) told(rule, false);
    // Only another version can have told of it in another way.
    if (isRaised && rule.lived === undefined) continue;
    const raisedBefore = [rule, ...earlierVersions(view.rules, rule, window)].filter(
      (version) => judgedBefore(version) && mayHaveRaised(version, assembled),
    );
    if (!isRaised && raisedBefore.some(({ mode }) => mode === rule.mode)) told(rule, true);
    // Alerts of a version that is tried out have ids of their own.
    const ofOtherMode = raisedBefore.find(({ mode }) => mode !== rule.mode);
    if (ofOtherMode !== undefined) told(ofOtherMode, true);
  }
  return found;
}

/** Whether a rule raises an alert for a window: one that alerts on crossings does not where it held in the window before. */
export function raises(rule: Rule, { window, before }: Assembled, unjudged: Unjudged): boolean {
  if (!holds(rule, window, unjudged)) return false;
  return rule.alerting === "every-window" || before === undefined || !holds(rule, before, () => {});
}

/**
 * Whether a rule that raises no alert for a window may have raised one for fewer of its payments, as far as what only
 * grows tells.
 */
function mayHaveRaised(rule: Rule, { window }: Assembled): boolean {
  const { growing } = rule.when;
  if (growing === undefined) return true;
  return answer(growing, valuesFor(rule, window)) === true;
}

/** What the rules of a view find in all that was gathered of a key, by time. May change what it gets. */
export function judgeAll(view: View, key: string, gathered: Summary[], unjudged: Unjudged): Finding[] {
  return view.window.assemble(gathered, view).flatMap((assembled) => judge(view, key, assembled, unjudged));
}
