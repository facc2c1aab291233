import { summarize } from "../../../viewer/alertSummary";
import { createLastVisit } from "../../../viewer/page/list/lastVisit.js";
import { alertOf, START_MS } from "../alerts";

/** Alerts of these hours, newest first. */
const of = (...hours: number[]) => hours.map((hour) => summarize(alertOf({ startMs: START_MS + hour * 3_600_000 })));

function visits() {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  const eyes = { closed: false };
  return { visit: () => createLastVisit(storage, () => eyes.closed), eyes };
}

test("on the first visit nothing is new, on the next one what came in between", () => {
  const { visit } = visits();
  const first = visit();
  expect(first.look(of(2, 1))).toEqual({ fresh: 0, unseen: 0 });
  expect(first.look(of(3, 2, 1))).toEqual({ fresh: 0, unseen: 0 });
  const second = visit();
  expect(second.look(of(5, 4, 3, 2, 1))).toEqual({ fresh: 2, unseen: 0 });
  expect(second.newOf(of(5, 1))).toBe(1);
  expect(visit().look(of(5, 4, 3, 2, 1))).toEqual({ fresh: 0, unseen: 0 });
});

test("what comes while nobody looks is counted, and new when the reader comes back", () => {
  const { visit, eyes } = visits();
  const page = visit();
  page.look(of(1));
  eyes.closed = true;
  expect(page.look(of(3, 2, 1)).unseen).toBe(2);
  eyes.closed = false;
  page.comeBack();
  expect(page.look(of(3, 2, 1))).toEqual({ fresh: 2, unseen: 0 });
  page.comeBack();
  expect(page.look(of(3, 2, 1))).toEqual({ fresh: 0, unseen: 0 });
});

test("an empty view is no visit", () => {
  const { visit } = visits();
  visit().look([]);
  expect(visit().look(of(1))).toEqual({ fresh: 0, unseen: 0 });
});
