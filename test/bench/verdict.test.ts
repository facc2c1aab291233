import type { Alert } from "../../transforms/alert";
import { compare, isExact } from "../live/support/verdict";
import { alertOf, revised, START_MS } from "../viewer/alerts";

const final = revised(alertOf({ cents: [900_000, 900_000, 900_000] }));
const expected = new Map([
  [
    `3;7@${START_MS}`,
    { key: "3;7", start: START_MS, end: Date.parse(final.windowEnd), total: 2_700_000n, count: final.count },
  ],
]);
const verdict = (...alerts: Alert[]) =>
  compare(
    expected,
    alerts.map((alert) => JSON.stringify(alert)),
  );

test("one final alert a session is exact, whatever warnings its id had before", () => {
  expect(isExact(verdict(alertOf(), final))).toBe(true);
});

test("an alert of a part of a session counts as one too many unless another one names it", () => {
  const part = revised(alertOf({ startMs: START_MS + 60_000, cents: [900_000, 900_000] }));
  expect(verdict(part, final)).toMatchObject({ missing: 0, extra: 1, different: 0 });
  expect(isExact(verdict(part, { ...final, supersedes: [part.id] }))).toBe(true);
  expect(isExact(verdict({ ...final, supersedes: [part.id] }, part))).toBe(true);
});

test("a second id of one session is one too many", () => {
  expect(verdict(final, { ...final, id: "another" })).toMatchObject({ missing: 0, extra: 1 });
});
