import type { Comparison, Values } from "./conditions/condition";
import { CannotJudge } from "./conditions/exact";
import { show, Time } from "./conditions/units";
import type { Rule } from "./rule";
import type { Summary } from "./summary/summary";

const WORDS: Record<string, string> = {
  ">": "above",
  ">=": "at least",
  "<": "below",
  "<=": "at most",
  "==": "exactly",
  "!=": "other than",
};

const WORDS_OF_TIMES: Record<string, string> = {
  ">": "after",
  ">=": "not before",
  "<": "before",
  "<=": "not after",
  "==": "exactly at",
  "!=": "not at",
};

/** An alert has bounds, and nobody reads on. */
const MAX_LENGTH = 1_000;

/** Why a window raised an alert: `2 payments from a to b in one session …: total 10500, above 10000.` */
export function reasonOf(rule: Rule, key: string, summary: Summary, values: Values): string {
  const payments = summary.count === 1 ? "1 payment" : `${summary.count} payments`;
  const said = rule.when.comparisons.flatMap((comparison) => phraseOf(comparison, values));
  const facts = said.length > 0 ? said.join("; ") : rule.when.text;
  const reason = `${rule.title}: ${payments} ${rule.key.phrase(key)} in one ${rule.window.phrase}: ${facts}.`;
  return reason.length > MAX_LENGTH ? `${reason.slice(0, MAX_LENGTH)}…` : reason;
}

function phraseOf({ sign, left, right, holds }: Comparison, values: Values): string[] {
  try {
    if (!holds(values)) return [];
    const value = left.value(values);
    const limit = show(right.value(values));
    const shownLimit = limit === right.text ? limit : `${right.text}, ${limit}`;
    const word = (value instanceof Time ? WORDS_OF_TIMES : WORDS)[sign];
    return [`${left.text} ${show(value)}, ${word} ${shownLimit}`];
  } catch (error) {
    if (error instanceof CannotJudge) return [];
    throw error;
  }
}
