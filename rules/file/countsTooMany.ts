import type { Condition } from "../conditions/condition";
import { MAX_ACCOUNTS } from "../folds/accounts";
import type { SummaryName } from "../names/summaryName";

/** A comparison with more accounts than are told apart would never be answered rightly. */
export function countsTooMany(when: Condition, names: readonly SummaryName[]) {
  const counted = new Set(
    names.filter(({ needs }) => needs.some(({ fold }) => fold.name === "accounts")).map(({ name }) => name),
  );
  for (const { left, right } of when.comparisons) {
    for (const [name, number] of [
      [left.text, right.text],
      [right.text, left.text],
    ]) {
      if (counted.has(name) && Number(number) > MAX_ACCOUNTS) {
        return {
          found: `${name} beside ${number}`,
          expected: `at most ${MAX_ACCOUNTS}: more accounts are only known to be more`,
        };
      }
    }
  }
  return undefined;
}
