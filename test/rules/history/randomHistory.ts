import fc from "fast-check";
import { formatTimestamp } from "../../../payment/timestamp";
import { GAP_MS, START_MS } from "../../transforms/payments";
import { body, type RandomRule, randomRules, WRITTEN_PARAMETERS, writtenRule } from "../randomRules";
import type { RandomVersion } from "./reference";

type Change = (rule: RandomRule) => RandomRule | undefined;

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(negated) },
  { weight: 4, arbitrary: fc.constant(narrowed) },
  {
    weight: 3,
    arbitrary: body.map((other) => ({ id }: RandomRule) => ({ id, ...other })),
  },
  {
    weight: 1,
    arbitrary: body.map(({ when }) => (rule: RandomRule) => ({ ...rule, measures: [], when: askedAnew(when) })),
  },
  { weight: 2, arbitrary: fc.constant(() => undefined) },
);

/** Asks the same of a window, and answers the other way. */
function negated(rule: RandomRule): RandomRule {
  const { text, value } = rule.when;
  return { ...rule, when: { text: `!(${text})`, value: (names) => !value(names) } };
}

/** Holds for fewer windows. */
function narrowed(rule: RandomRule): RandomRule {
  const { text, value } = rule.when;
  const isMany = (count: [bigint, bigint]) => count[0] > 2n * count[1];
  const when = {
    text: `(${text}) && count > 2`,
    // What has no answer does not matter where the other part is false.
    value: (names: Parameters<typeof value>[0]) => isMany(names("count") as [bigint, bigint]) && value(names),
  };
  return { ...rule, when };
}

/** A condition that any key has the names for. */
function askedAnew(when: RandomRule["when"]): RandomRule["when"] {
  const isOdd = when.text.length % 2 === 1;
  return {
    text: isOdd ? "count > 2" : "count > 2 || largest > 7000",
    value: (names) => {
      const [count, ones] = names("count") as [bigint, bigint];
      const [cents, parts] = isOdd ? [0n, 1n] : (names("largest") as [bigint, bigint]);
      return count > 2n * ones || cents > 700_000n * parts;
    },
  };
}

/** Often just when payments are made. */
const fromMs = fc
  .tuple(fc.integer({ min: -1, max: 25 }), fc.constantFrom(-1, 0, 0, 1))
  .map(([halves, ms]) => START_MS + (halves * GAP_MS) / 2 + ms);

/** Rules of which most are there from the beginning, and up to a dozen changes: some at the same moment. */
export const randomHistory: fc.Arbitrary<RandomVersion[]> = fc
  .tuple(
    randomRules,
    fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    fc.array(fc.tuple(fromMs, fc.nat(4), change, fc.boolean()), { maxLength: 12 }),
  )
  .map(([rules, isLater, changes]) => {
    const first = rules.filter((_, i) => !isLater[i]);
    const versions: RandomVersion[] = first.map((rule) => ({ id: rule.id, version: 1, fromMs: -Infinity, rule }));
    for (const [fromMs, which, change, shadow] of changes.sort(([a], [b]) => a - b)) {
      const known = rules[which % rules.length];
      const newest = versions.filter(({ id }) => id === known.id).at(-1);
      const rule = newest?.rule === undefined ? known : change(newest.rule);
      versions.push({ id: known.id, version: (newest?.version ?? 0) + 1, fromMs, rule, shadow });
    }
    return versions;
  });

/** The records of these versions, one a line. */
export function linesOf(versions: RandomVersion[]): string {
  return versions
    .map(({ id, version, fromMs, rule, shadow }) => ({
      id,
      version,
      effectiveFrom: fromMs === -Infinity ? "always" : formatTimestamp(fromMs),
      ...(rule === undefined
        ? { removed: true }
        : {
            rule: { ...writtenRule(rule), ...(shadow && { mode: "shadow" }) },
            parameters: WRITTEN_PARAMETERS,
          }),
    }))
    .map((record) => `${JSON.stringify(record)}\n`)
    .join("");
}
