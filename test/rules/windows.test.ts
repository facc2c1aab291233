import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Transaction } from "../../payment/transaction";
import { Gathered } from "../../rules/gathered";
import { placesOf } from "../../rules/place";
import { parseRuleSet } from "../../rules/ruleSet";
import type { View } from "../../rules/view";
import { at, tx } from "../transforms/payments";
import { payments } from "./payments";

function viewOf(window: object, alert = "crossing"): View {
  const rule = { id: "a", title: "a", key: "pair", window, when: "total > 0", alert };
  return parseRuleSet(JSON.stringify({ rules: [rule] }), "f").views[0];
}

/** Minutes after the start at which windows begin and end, with the number of payments in each. */
function windowsOf(window: object, some: Transaction[], alert = "every-window"): string[] {
  const view = viewOf(window, alert);
  const gathered = new Gathered(view);
  for (const payment of some) for (const place of placesOf([view], payment, () => {})) gathered.add(place);
  const minutes = (ms: number) => (ms - at(0)) / 60_000;
  return view.window
    .assemble(gathered.parts(), view)
    .map(({ window: { startMs, endMs, count } }) => `${minutes(startMs)} to ${minutes(endMs)}: ${count}`);
}

const pay = (minutes: number, ms = 0) => tx("a", "b", 1, at(minutes, ms));

describe("windows", () => {
  test("of a session: a pause of exactly the gap starts a new one, late payments bridge two", () => {
    expect(windowsOf({ session: "10m" }, [pay(0), pay(10)])).toEqual(["0 to 10: 1", "10 to 20: 1"]);
    expect(windowsOf({ session: "10m" }, [pay(10), pay(0), pay(5)])).toEqual(["0 to 20: 3"]);
  });

  test("of a session with a longest: cut at UTC multiples of it", () => {
    const some = [pay(50), pay(55), pay(60), pay(64)];
    expect(windowsOf({ session: "10m", longest: "1h" }, some)).toEqual(["50 to 60: 2", "60 to 74: 2"]);
  });

  test("that slide: each payment in all that reach it", () => {
    expect(windowsOf({ sliding: "10m", every: "5m" }, [pay(0), pay(7), pay(21)])).toEqual([
      "-5 to 5: 1",
      "0 to 10: 2",
      "5 to 15: 1",
      "15 to 25: 1",
      "20 to 30: 1",
    ]);
  });

  test("of the calendar: UTC days, and weeks from Monday", () => {
    // The start is Monday, 09:00.
    expect(windowsOf({ calendar: "1d" }, [pay(0), pay(15 * 60 - 1), pay(15 * 60)])).toEqual([
      "-540 to 900: 2",
      "900 to 2340: 1",
    ]);
    expect(windowsOf({ calendar: "7d" }, [pay(-541), pay(0)])).toEqual(["-10620 to -540: 1", "-540 to 9540: 1"]);
  });

  test.each([
    { sliding: "10m", every: "5m" },
    { sliding: "7m", every: "5m" },
    { sliding: "10m", every: "10m" },
    { sliding: "1h", every: "10m" },
  ])("that slide, each alone of the slices around it, are those of all slices: %j", (window) => {
    const view = viewOf(window);
    fc.assert(
      fc.property(payments, (some) => {
        const pairs = some.map((payment) => ({ ...payment, origin: "a", target: "b" }));
        const slices = () => {
          const gathered = new Gathered(view);
          for (const payment of pairs) for (const place of placesOf([view], payment, () => {})) gathered.add(place);
          return gathered.parts();
        };
        const all = view.window.assemble(slices(), view);
        for (const assembled of all) {
          const { startMs, endMs } = assembled.window;
          const around = slices().filter((one) => one.startMs >= startMs - view.window.everyMs && one.endMs <= endMs);
          expect(view.window.assemble(around, view, { startMs, endMs })).toEqual([assembled]);
        }
      }),
    );
  });

  test.each([
    { sliding: "10m", every: "5m" },
    { sliding: "7m", every: "5m" },
    { sliding: "1h", every: "10m" },
  ])("that slide are the same for each run of slices that reach each other as for all: %j", (window) => {
    const view = viewOf(window);
    fc.assert(
      fc.property(payments, (some) => {
        const pairs = some.map((payment) => ({ ...payment, origin: "a", target: "b" }));
        const gathered = new Gathered(view);
        for (const payment of pairs) for (const place of placesOf([view], payment, () => {})) gathered.add(place);
        const slices = gathered.parts();
        const runs: (typeof slices)[] = [];
        for (const slice of slices) {
          const last = runs.at(-1)?.at(-1);
          if (last !== undefined && slice.startMs < view.window.reachOf(last).endMs) runs.at(-1)?.push(slice);
          else runs.push([slice]);
        }
        const each = runs.flatMap((run) => view.window.assemble(run, view));
        expect(each).toEqual(view.window.assemble(slices, view));
      }),
    );
  });
});
