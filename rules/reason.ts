import type { Comparison, Values } from "./conditions/condition";
import { CannotJudge } from "./conditions/exact";
import { excerpt } from "./conditions/node";
import { show, Time } from "./conditions/units";
import type { Rule } from "./rule";
import type { Summary } from "./summary/summary";

/** A comparison that a rule makes, as it came out: `total 10500 > 10000`. */
export interface Fact {
  /** What was compared, parameters by their values: `total`, `0.85 * received`. */
  what: string;
  value: string;
  sign: string;
  /** What it was compared with, and its value. */
  limit: string;
  limitValue: string;
  holds: boolean;
  isTime: boolean;
}

/** The comparisons of a rule's condition that had an answer. */
export function factsOf({ when }: Rule, values: Values): Fact[] {
  return when.comparisons.flatMap((comparison) => factOf(comparison, values));
}

function factOf({ sign, left, right, holds }: Comparison, values: Values): Fact[] {
  try {
    const value = left.value(values);
    return [
      {
        what: excerpt(left.text),
        value: excerpt(show(value)),
        sign,
        limit: excerpt(right.text),
        limitValue: excerpt(show(right.value(values))),
        holds: holds(values),
        isTime: value instanceof Time,
      },
    ];
  } catch (error) {
    if (error instanceof CannotJudge) return [];
    throw error;
  }
}

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
export function reasonOf(rule: Rule, key: string, summary: Summary, facts: readonly Fact[]): string {
  const said = facts.filter(({ holds }) => holds).map(phraseOf);
  return sentence(`${rule.title}: `, rule, key, summary, said.length > 0 ? said.join("; ") : rule.when.text);
}

/** Why it is withdrawn, where it was raised for fewer payments. */
export function withdrawalReason(rule: Rule, key: string, summary: Summary, facts: readonly Fact[]): string {
  const said = facts.filter(({ holds }) => !holds).map((fact) => `not ${phraseOf(fact)}`);
  const why = said.length > 0 ? said.join("; ") : `not ${rule.when.text}`;
  return sentence(`Withdrawn: ${rule.title}: `, rule, key, summary, why);
}

function sentence(begin: string, rule: Rule, key: string, { count }: Summary, facts: string): string {
  const payments = count === 1 ? "1 payment" : `${count} payments`;
  const reason = `${begin}${payments} ${rule.key.phrase(key)} in one ${rule.window.phrase}: ${facts}.`;
  return reason.length > MAX_LENGTH ? `${reason.slice(0, MAX_LENGTH)}…` : reason;
}

function phraseOf({ what, value, sign, limit, limitValue, isTime }: Fact): string {
  const shownLimit = limit === limitValue ? limit : `${limit}, ${limitValue}`;
  return `${what} ${value}, ${(isTime ? WORDS_OF_TIMES : WORDS)[sign]} ${shownLimit}`;
}
