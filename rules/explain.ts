import { formatDuration } from "../config/values";
import type { SlotKind } from "./folds/slot";
import type { Rule } from "./rule";
import type { RuleSet } from "./ruleSet";
import type { View } from "./view";

/** What a set of rules costs and who shares what, for people. */
export function explain({ rules, views }: RuleSet): string {
  const most = views.reduce((sum, { key }) => sum + key.sides.length, 0);
  const head = `${counted(rules.length, "rule")} on ${counted(views.length, "view")}: a payment is gathered at most ${counted(most, "time")}.`;
  return [
    head,
    "The views make the cost; a rule more on a view that is there is nearly free.",
    ...views.map(viewText),
  ].join("\n\n");
}

function viewText({ fingerprint, key, window, where, slots, rules }: View): string {
  const times = key.sides.length === 1 ? "once" : "twice, as sent and as received";
  const which = where === undefined ? "each payment" : `payments with ${where.text},`;
  const parts =
    window.everyMs > 0 ? `; a window every ${formatDuration(window.everyMs)}, put together from slices` : "";
  return [
    `view ${fingerprint}: ${key.meaning} (${key.name}), by ${window.phrase}`,
    `  gathers ${which} ${times}${parts}`,
    `  keeps ${["total, count, first, last and evidence", ...slots.map(slotText)].join("; ")}`,
    ...rules.map(ruleText),
  ].join("\n");
}

function slotText({ fold, direction, condition }: SlotKind): string {
  const whose = direction === undefined ? "" : direction === "incoming" ? " of what came in" : " of what went out";
  return `${fold.name}${whose}${condition === undefined ? "" : ` where ${condition.text}`}`;
}

function ruleText({ id, severity, mode, when }: Rule): string {
  const condition = when.text.trim().replaceAll(/\s+/g, " ");
  return `  - ${id} (${severity}${mode === "shadow" ? ", shadow" : ""}): ${condition}`;
}

/** `1 rule`, `2 rules` */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
