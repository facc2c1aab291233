import fc from "fast-check";
import { type Alert, alertId } from "../../transforms/alert";
import { createAlertStore } from "../../viewer/alertStore";
import type { ShownReview } from "../../viewer/reviews/shownReview";
import { alertOf, revised, START_MS } from "./alerts";
import { ruleAlertOf, withdrawn } from "./ruleAlerts";

const NO_LIMITS = { maxAlerts: 1_000_000, maxBytes: Number.MAX_SAFE_INTEGER };
const MINUTE_MS = 60_000;

test("a later revision replaces, an earlier one that comes after it does not", () => {
  const store = createAlertStore(NO_LIMITS);
  const early = alertOf();
  const final = revised(early, { totalAmount: "30000" });
  store.put(early);
  expect(store.put(final)?.put?.totalAmount).toBe("30000");
  expect(store.put(early)).toBeUndefined();
  expect(store.find(early.id)).toEqual(final);
});

test("what is decided later is shown, counted in bytes as if it had been there, and told of once", () => {
  let review: ShownReview | undefined;
  const store = createAlertStore(NO_LIMITS, () => review);
  const alerts = [alertOf(), alertOf({ origin: "8" })];
  for (const alert of alerts) store.put(alert);
  const bare = store.bytes();
  review = { state: "dismissed", by: "ana", note: "x".repeat(200) };
  const [{ id }] = alerts;
  expect(store.noteDecision({ id, ruleId: "" }).map(({ put, removed }) => [put?.id, put?.review, removed])).toEqual([
    [id, review, []],
  ]);
  expect(store.noteDecisions().map(({ put }) => put?.id)).toEqual([alerts[1].id]);
  expect([store.noteDecisions(), store.noteDecision({ id: "gone", ruleId: "" })]).toEqual([[], []]);
  const reviewed = createAlertStore(NO_LIMITS, () => review);
  for (const alert of alerts) reviewed.put(alert);
  expect(store.bytes()).toBe(reviewed.bytes());
  review = undefined;
  store.noteDecisions();
  expect(store.bytes()).toBe(bare);
});

test("a decision about a withdrawn alert brings it back to no page", () => {
  let review: ShownReview | undefined;
  const store = createAlertStore(NO_LIMITS, () => review);
  const alert = ruleAlertOf("pair");
  store.put(alert);
  store.put(withdrawn(alert));
  review = { state: "taken", by: "ana" };
  expect(store.noteDecision({ id: alert.id, ruleId: "structuring" })).toEqual([]);
  expect(store.reviewed(alert.id)?.summary.review).toEqual(review);
});

test("the same record again changes nothing, so no page hears of it", () => {
  const store = createAlertStore(NO_LIMITS);
  store.put(alertOf());
  expect(store.put(alertOf())).toBeUndefined();
});

test("an alert inside a grown session of the same accounts goes, one of other accounts stays", () => {
  const store = createAlertStore(NO_LIMITS);
  const inner = alertOf({ startMs: START_MS + MINUTE_MS });
  const other = alertOf({ target: "8", startMs: START_MS + MINUTE_MS });
  store.put(inner);
  store.put(other);
  const grown = revised(alertOf({ cents: [900_000, 900_000, 900_000] }));
  expect(store.put(grown)?.removed).toEqual([inner.id]);
  expect(
    store
      .list()
      .map(({ id }) => id)
      .sort(),
  ).toEqual([grown.id, other.id].sort());
  expect(store.put(inner)).toBeUndefined();
});

test("superseded alerts go, also when they arrive after their successor", () => {
  const store = createAlertStore(NO_LIMITS);
  const before = alertOf();
  const after = alertOf({ startMs: START_MS - 10 * MINUTE_MS, overrides: { supersedes: [before.id] } });
  store.put(after);
  expect(store.put(before)).toBeUndefined();
  expect(store.size()).toBe(1);
});

const idsIn = (store: ReturnType<typeof createAlertStore>) =>
  store
    .list()
    .map(({ id }) => id)
    .sort();

/** What is in view after these alerts, in this order and in the other. */
const shown = (...alerts: Alert[]) =>
  [alerts, [...alerts].reverse()].map((order) => {
    const store = createAlertStore(NO_LIMITS);
    for (const alert of order) store.put(alert);
    return idsIn(store);
  });

test("a warning whose span holds a final alert's does not hide it: the warning may count what was then too late", () => {
  const final = revised(alertOf({ startMs: START_MS + MINUTE_MS }));
  const warning = alertOf({ cents: [900_000, 900_000, 900_000, 900_000] });
  expect(shown(final, warning)).toEqual([[final.id, warning.id].sort(), [final.id, warning.id].sort()]);
});

test("a warning that starts among a final alert's payments goes, wherever it ends; one that starts after them stays", () => {
  const final = revised(alertOf({ cents: [900_000, 900_000, 900_000] }));
  const among = alertOf({ startMs: START_MS + 2 * MINUTE_MS, cents: [900_000, 900_000, 900_000] });
  const after = alertOf({ startMs: START_MS + 2 * MINUTE_MS + 1 });
  expect(shown(final, among)).toEqual([[final.id], [final.id]]);
  expect(shown(final, after)).toEqual([[final.id, after.id].sort(), [final.id, after.id].sort()]);
});

test("a warning replaces no other one", () => {
  const inner = alertOf({ startMs: START_MS + MINUTE_MS });
  const outer = alertOf({ cents: [900_000, 900_000, 900_000, 900_000] });
  expect(shown(inner, outer)).toEqual([[inner.id, outer.id].sort(), [inner.id, outer.id].sort()]);
});

test("sliding windows of the same accounts overlap, and stay", () => {
  const windows = [0, 2, 4].map((minutes) => {
    const startMs = START_MS + minutes * MINUTE_MS;
    return revised(alertOf({ startMs, overrides: { windowEnd: new Date(startMs + 10 * MINUTE_MS).toISOString() } }));
  });
  const all = windows.map(({ id }) => id).sort();
  expect(shown(...windows)).toEqual([all, all]);
});

test("a tombstone removes", () => {
  const store = createAlertStore(NO_LIMITS);
  store.put(alertOf());
  expect(store.remove(alertOf().id)).toEqual({ removed: [alertOf().id] });
  expect(store.remove(alertOf().id)).toBeUndefined();
  expect(store.list()).toEqual([]);
});

test("beyond the limit the alert with the oldest last payment is dropped and counted", () => {
  const store = createAlertStore({ maxAlerts: 2, maxBytes: Number.MAX_SAFE_INTEGER });
  const [first, second, third] = [2, 0, 1].map((hour) => alertOf({ startMs: START_MS + hour * 3_600_000 }));
  store.put(first);
  store.put(second);
  expect(store.put(third)?.removed).toEqual([second.id]);
  expect(store.list().map(({ id }) => id)).toEqual([first.id, third.id]);
  expect(store.dropped()).toBe(1);
});

test("bytes are counted as they are kept: three for a Chinese character", () => {
  const bytesOf = (name: string) => {
    const store = createAlertStore(NO_LIMITS);
    store.put(alertOf({ origin: name }));
    return store.bytes();
  };
  expect(bytesOf("王".repeat(100)) - bytesOf("x".repeat(100))).toBeGreaterThanOrEqual(4 * 200);
});

test("a revision that lies inside another alert of its accounts goes, whichever of them came first", () => {
  const outer = revised(alertOf({ cents: [900_000, 900_000, 900_000] }));
  const inner = revised(alertOf({ startMs: START_MS + MINUTE_MS, cents: [900_000, 900_000] }));
  const wide = { ...inner, windowEnd: new Date(START_MS + 60 * MINUTE_MS).toISOString() };
  const store = createAlertStore(NO_LIMITS);
  store.put(wide);
  store.put(outer);
  expect(store.put(revised(inner))).toEqual({ removed: [inner.id] });
  expect(store.list().map(({ id }) => id)).toEqual([outer.id]);
});

test("evidence is bounded in bytes, too", () => {
  const store = createAlertStore({ maxAlerts: 1_000, maxBytes: 20_000 });
  for (let i = 0; i < 100; i++) store.put(alertOf({ startMs: START_MS + i * 3_600_000 }));
  expect(store.size()).toBeLessThan(10);
  expect(store.bytes()).toBeLessThanOrEqual(20_000);
  expect(store.list()[0].firstMs).toBe(START_MS + 99 * 3_600_000);
});

/** All revisions of the alerts of one pair's session as payments come in at either end and it merges with others. */
const history = fc
  .record({
    pair: fc.integer({ min: 0, max: 2 }),
    steps: fc.array(fc.record({ backwards: fc.boolean(), minutes: fc.integer({ min: 1, max: 5 }) }), { maxLength: 6 }),
    slot: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ pair, steps, slot }) => {
    let [start, end] = [slot * 10_000 + 5_000, slot * 10_000 + 5_010];
    let current = sessionAlert(pair, start, end, 0, []);
    const alerts = [current];
    for (const { backwards, minutes } of steps) {
      if (backwards) start -= minutes;
      else end += minutes;
      const next = sessionAlert(pair, start, end, backwards ? 0 : current.revision + 1, backwards ? [current.id] : []);
      alerts.push(next);
      current = next;
    }
    return { key: `${pair} ${slot}`, alerts, last: current };
  });

function sessionAlert(pair: number, start: number, end: number, revision: number, supersedes: string[]): Alert {
  const startMs = START_MS + start * MINUTE_MS;
  return alertOf({
    origin: `o${pair}`,
    overrides: {
      id: alertId("pair", `o${pair};7`, startMs),
      revision,
      timing: "ON_TIME",
      final: true,
      supersedes,
      windowStart: new Date(startMs).toISOString(),
      windowEnd: new Date(START_MS + end * MINUTE_MS).toISOString(),
    },
  });
}

test("any order and any repetition of revisions ends with the newest of each session", () => {
  const deliveries = fc.uniqueArray(history, { selector: ({ key }) => key, maxLength: 6 }).chain((histories) => {
    const all = histories.flatMap(({ alerts }) => alerts);
    const twice = [...all, ...all];
    return fc.record({
      expected: fc.constant(histories.map(({ last }) => last)),
      delivered: fc.shuffledSubarray(twice, { minLength: twice.length }),
    });
  });
  fc.assert(
    fc.property(deliveries, ({ expected, delivered }) => {
      const store = createAlertStore(NO_LIMITS);
      const view = new Map<string, number>();
      for (const alert of delivered) {
        const change = store.put(alert);
        for (const id of change?.removed ?? []) expect(view.delete(id)).toBe(true);
        if (change?.put) view.set(change.put.id, change.put.revision);
      }
      const wanted = expected.map(({ id, revision }) => [id, revision]).sort();
      expect(
        store
          .list()
          .map(({ id, revision }) => [id, revision])
          .sort(),
      ).toEqual(wanted);
      // Whoever followed the changes sees the same.
      expect([...view].sort()).toEqual(wanted);
    }),
  );
});
