import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { PassedTime } from "../../transforms/passedTime";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test("time has passed that no payment of the last 10 to 20 seconds was from before", () => {
  const passed = new PassedTime();
  const seen: number[] = [];
  for (const ms of [500, 1_000, 700, 2_000, 3_000, 2_500]) {
    passed.see(ms);
    seen.push(passed.passedMs());
    jest.advanceTimersByTime(5_000);
  }
  const nothing = Number.NEGATIVE_INFINITY;
  expect(seen).toEqual([nothing, nothing, 500, 500, 2_000, 2_000]);
});

test("while nothing is paid, no time passes", () => {
  const passed = new PassedTime();
  passed.see(1_000);
  for (let i = 0; i < 10; i++) {
    jest.advanceTimersByTime(30_000);
    expect(passed.passedMs()).toBeLessThanOrEqual(1_000);
  }
});
