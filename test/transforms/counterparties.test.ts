import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { addCounterparty, keptCounterparties, MAX_COUNTERPARTIES } from "../../transforms/counterparties";
import { addSum } from "../../transforms/partialSum";
import { at, sumOf, tx } from "./payments";

const names = (count: number, prefix = "a") => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

test("all are kept up to the bound, and one more to know that there are more", () => {
  for (const count of [1, MAX_COUNTERPARTIES, MAX_COUNTERPARTIES + 1, 3 * MAX_COUNTERPARTIES]) {
    const set = new Set<string>();
    for (const name of names(count)) addCounterparty(set, name);
    expect(keptCounterparties(set)).toEqual(
      names(count)
        .sort()
        .slice(0, MAX_COUNTERPARTIES + 1),
    );
  }
});

test("those kept are the same for any order and any parts that payments are added in", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 99 }), fc.boolean(), (parts, step, last) => {
      const all = names(20_000);
      const sums = Array.from({ length: parts }, () => sumOf(tx("a7", "x", 1, at(0)), "target"));
      all.forEach((_, i) => {
        const name = all[(i * (2 * step + 1)) % all.length];
        addSum(sums[i % parts], sumOf(tx(name, "x", 1, at(0)), "target"), 10);
      });
      const whole = sums.splice(last ? parts - 1 : 0, 1)[0];
      for (const sum of sums) addSum(whole, sum, 10);
      const seen = new Set(all.map((_, i) => all[(i * (2 * step + 1)) % all.length])).add("a7");
      expect(keptCounterparties(whole.counterparties ?? new Set())).toEqual(
        [...seen].sort().slice(0, MAX_COUNTERPARTIES + 1),
      );
    }),
    { numRuns: 10 },
  );
});

test("a sum of 100,000 counterparties holds less than twice as many as are kept", () => {
  const sum = sumOf(tx("a", "x", 1, at(0)), "target");
  for (const name of names(100_000)) addSum(sum, sumOf(tx(name, "x", 1, at(0)), "target"), 10);
  expect(sum.counterparties?.size).toBeLessThan(2 * (MAX_COUNTERPARTIES + 1));
  expect(sum.count).toBe(100_001);
});
