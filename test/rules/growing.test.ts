import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Transaction } from "../../payment/transaction";
import type { Exact } from "../../rules/conditions/exact";
import { Gathered } from "../../rules/gathered";
import { KEY_NAMES, KEYS, type KeyName } from "../../rules/keys/keys";
import { SUMMARY_NAMES, type SummaryName } from "../../rules/names/summaryName";
import { placesOf } from "../../rules/place";
import { parseRuleSet } from "../../rules/ruleSet";
import { layoutOf } from "../../rules/summary/layout";
import { kept, type Summary } from "../../rules/summary/summary";
import { payments } from "./payments";

describe("a name that is said to grow only ever grows as payments are added", () => {
  const names = KEY_NAMES.flatMap((key) =>
    [...SUMMARY_NAMES, ...KEYS[key].summaryNames].map((name) => ({ key, name })),
  );

  /** The values of a name over some payments and over more, of each key that the fewer have. */
  function bothOf(key: KeyName, { needs, read }: SummaryName, few: Transaction[], more: Transaction[]) {
    const [view] = parseRuleSet(
      JSON.stringify({ rules: [{ id: "r", title: "R", key, window: { session: "10m" }, when: "count > 1" }] }),
      "f",
    ).views;
    const keeping = { layout: layoutOf(needs.map(({ id }) => id)), maxEvidence: 1 };
    const one = {
      ...view,
      slots: needs,
      keeping,
      window: { ...view.window, intervalOf: () => ({ startMs: 0, endMs: 1 }) },
    };
    const valuesOver = (these: Transaction[]) => {
      const byKey = new Map<string, Gathered>();
      for (const payment of these)
        for (const place of placesOf([one], payment, () => {})) {
          const ofKey = byKey.get(place.key) ?? new Gathered(one);
          byKey.set(place.key, ofKey);
          ofKey.add(place);
        }
      const number = (sum: Summary) => {
        const value = read(
          sum,
          needs.map(({ id }) => kept(sum, id)),
        ) as Exact | undefined;
        return value === undefined ? Number.NEGATIVE_INFINITY : Number(value.numerator) / Number(value.denominator);
      };
      return new Map([...byKey].map(([text, ofKey]) => [text, number(ofKey.parts()[0])]));
    };
    const after = valuesOver(more);
    return [...valuesOver(few)].map(([text, before]) => [before, after.get(text) as number] as const);
  }

  const some = fc.tuple(payments, fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }));
  test.each(names.filter(({ name }) => name.grows))("$name.name of $key", ({ key, name }) => {
    fc.assert(
      fc.property(some, ([all, chosen]) => {
        const few = all.filter((_, i) => chosen[i % chosen.length]);
        for (const [before, after] of bothOf(key, name, few, all)) expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test("and those that are not, do not", () => {
    const shrinking = (key: KeyName, name: SummaryName) => {
      const found = fc.check(
        fc.property(some, ([all, chosen]) => {
          const few = all.filter((_, i) => chosen[i % chosen.length]);
          return bothOf(key, name, few, all).every(([before, after]) => after >= before);
        }),
        { numRuns: 2_000 },
      );
      return found.failed;
    };
    const others = names.filter(({ name }) => !name.grows);
    expect([...new Set(others.map(({ name }) => name.name))].sort()).toEqual([
      "first",
      "received",
      "receivedCount",
      "sent",
      "sentCount",
      "smallest",
    ]);
    expect(others.filter(({ key, name }) => !shrinking(key, name))).toEqual([]);
  });
});
