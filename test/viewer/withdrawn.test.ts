import fc from "fast-check";
import type { Alert } from "../../transforms/alert";
import { createAlertStore } from "../../viewer/alertStore";
import { START_MS } from "./alerts";
import { ruleAlertOf, withdrawn } from "./ruleAlerts";

const NO_LIMITS = { maxAlerts: 1_000_000, maxBytes: Number.MAX_SAFE_INTEGER };
const MINUTE_MS = 60_000;

test("a withdrawn alert leaves the list, and whoever asks for it is told", () => {
  const store = createAlertStore(NO_LIMITS);
  const alert = ruleAlertOf("account");
  store.put(alert);
  expect(store.put(withdrawn(alert))).toEqual({ removed: [alert.id] });
  expect(store.list()).toEqual([]);
  expect([store.size(), store.withdrawn()]).toEqual([0, 1]);
  expect(store.find(alert.id)).toEqual(withdrawn(alert));
});

test("what was withdrawn stays so when an older revision comes after it, and comes back with a newer one", () => {
  const store = createAlertStore(NO_LIMITS);
  const alert = ruleAlertOf("account");
  expect(store.put(withdrawn(alert))).toBeUndefined();
  expect(store.put(alert)).toBeUndefined();
  expect(store.list()).toEqual([]);
  const again = { ...alert, revision: alert.revision + 4 };
  expect(store.put(again)?.put?.revision).toBe(again.revision);
  expect([store.size(), store.withdrawn()]).toEqual([1, 0]);
});

test("a withdrawn session replaces the alerts of its parts like any other", () => {
  const store = createAlertStore(NO_LIMITS);
  const part = ruleAlertOf("account", { startMs: START_MS + MINUTE_MS });
  store.put(part);
  const whole = ruleAlertOf("account", { overrides: { windowEnd: "2026-03-04T09:00:00.000Z", supersedes: [part.id] } });
  expect(store.put(withdrawn(whole))).toEqual({ removed: [part.id] });
  expect(store.put(part)).toBeUndefined();
});

test("an alert never hides one of another rule or about another account, by its window or by what it supersedes", () => {
  const store = createAlertStore(NO_LIMITS);
  const inner = ruleAlertOf("target", { startMs: START_MS + MINUTE_MS });
  const wide = { windowEnd: "2026-03-05T09:00:00.000Z", supersedes: [inner.id] };
  const others = [
    ruleAlertOf("target", { rule: { id: "many-payers" }, overrides: wide }),
    ruleAlertOf("account", { overrides: wide }),
    ruleAlertOf("origin", { overrides: wide }),
    ruleAlertOf("between", { overrides: wide }),
    ruleAlertOf("target", { account: "ACC-9", overrides: { ...wide, supersedes: [] } }),
    ruleAlertOf("target", { rule: { id: "fan-in-2" }, overrides: { ...wide, withdrawn: true } }),
  ];
  for (const alert of [inner, ...others]) store.put(alert);
  expect(store.size()).toBe(6);
  const otherWay = createAlertStore(NO_LIMITS);
  for (const alert of [...others, inner]) otherWay.put(alert);
  expect(otherWay.find(inner.id)).toEqual(inner);
});

test("account and between alerts are told apart by their subject", () => {
  const store = createAlertStore(NO_LIMITS);
  const inner = { startMs: START_MS + MINUTE_MS };
  const wide = { windowEnd: "2026-03-05T09:00:00.000Z" };
  store.put(ruleAlertOf("account", { account: "a", ...inner }));
  store.put(ruleAlertOf("account", { account: "b", overrides: wide }));
  store.put(ruleAlertOf("between", { account: "a", other: "b", ...inner }));
  store.put(ruleAlertOf("between", { account: "a", other: "c", overrides: wide }));
  expect(store.size()).toBe(4);
});

test("withdrawn alerts never push out others, and are bounded themselves", () => {
  const store = createAlertStore({ maxAlerts: 10, maxBytes: Number.MAX_SAFE_INTEGER });
  const alertAt = (hour: number, id: string) =>
    ruleAlertOf("pair", { rule: { id }, startMs: START_MS + hour * 3_600_000 });
  for (let hour = 0; hour < 10; hour++) store.put(alertAt(hour, "kept"));
  for (let hour = 0; hour < 50; hour++) store.put(withdrawn(alertAt(hour, "taken-back")));
  expect([store.size(), store.withdrawn(), store.dropped()]).toEqual([10, 1, 0]);
  const small = createAlertStore({ maxAlerts: 1_000, maxBytes: 100_000 });
  for (let hour = 0; hour < 10; hour++) small.put(alertAt(hour, "kept"));
  for (let hour = 0; hour < 50; hour++) small.put(withdrawn(alertAt(hour, "taken-back")));
  expect(small.size()).toBe(10);
  expect(small.bytes()).toBeLessThanOrEqual(100_000);
});

test("an alert that is withdrawn and at once too old to be kept still leaves every page", () => {
  const store = createAlertStore({ maxAlerts: 10, maxBytes: Number.MAX_SAFE_INTEGER });
  const old = ruleAlertOf("pair");
  store.put(old);
  store.put(withdrawn(ruleAlertOf("pair", { startMs: START_MS + 3_600_000 })));
  expect(store.put(withdrawn(old))).toEqual({ removed: [old.id] });
});

/** All revisions of one window: more and more payments, for each of which the rule holds or not. */
const windowOf = fc
  .record({
    rule: fc.constantFrom("one", "two"),
    key: fc.constantFrom("pair", "account", "between", "target", "origin"),
    slot: fc.integer({ min: 0, max: 2 }),
    verdicts: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  })
  .map(({ rule, key, slot, verdicts }) => {
    const startMs = START_MS + slot * 86_400_000;
    const first = ruleAlertOf(key as Alert["grouping"], { rule: { id: rule }, startMs });
    const alerts = verdicts.map((holds, i) => {
      const alert = { ...first, revision: 2 * i + 1 };
      return holds ? alert : { ...withdrawn(first), revision: 2 * i + 1 };
    });
    return { id: first.id, alerts };
  });

test("any order and any repetition of revisions ends with the newest verdict of each rule, window and subject", () => {
  const deliveries = fc.uniqueArray(windowOf, { selector: ({ id }) => id, maxLength: 6 }).chain((windows) => {
    const all = windows.flatMap(({ alerts }) => alerts);
    const twice = [...all, ...all];
    return fc.record({
      windows: fc.constant(windows),
      delivered: fc.shuffledSubarray(twice, { minLength: twice.length }),
    });
  });
  fc.assert(
    fc.property(deliveries, ({ windows, delivered }) => {
      const store = createAlertStore(NO_LIMITS);
      const view = new Map<string, number>();
      for (const alert of delivered) {
        const change = store.put(alert);
        for (const id of change?.removed ?? []) expect(view.delete(id)).toBe(true);
        if (change?.put) view.set(change.put.id, change.put.revision);
      }
      const newest = windows.map(({ alerts }) => alerts[alerts.length - 1]);
      const wanted = newest.filter((alert) => !alert.withdrawn).map(({ id, revision }) => [id, revision]);
      expect([...view].sort()).toEqual(wanted.sort());
      expect(
        store
          .list()
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...view.keys()].sort());
      for (const alert of newest) expect(store.find(alert.id)).toEqual(alert);
    }),
  );
});
