import { nextStep, type Step } from "../../../pipelines/keeper/nextStep";
import type { Observed, ObservedJob, ObservedState, Wanted } from "../../../pipelines/keeper/observed";

const NAME = "fraud-detection-11111111";
const OTHER = "fraud-detection-22222222";
const PAIR = { key: "pair" };

const wanted = (changes: Partial<Wanted> = {}): Wanted => ({
  name: NAME,
  options: PAIR,
  generation: 5,
  otherState: "refuse",
  ...changes,
});
const job = (changes: Partial<ObservedJob> = {}): ObservedJob => ({
  id: "a",
  name: NAME,
  phase: "running",
  failed: false,
  startedAtMs: 1_000,
  generation: 5,
  options: PAIR,
  ...changes,
});
const state = (url: string, changes: Partial<ObservedState> = {}): ObservedState => ({
  url,
  name: NAME,
  savedAtMs: 1_000,
  generation: 5,
  options: PAIR,
  ...changes,
});

function step(observed: Partial<Observed>, of: Partial<Wanted> = {}): Step {
  return nextStep({ nowMs: 100_000, jobs: [], states: [], ...observed }, wanted(of));
}

const failed = (id: string, startedAtMs: number, endedAtMs: number) =>
  job({ id, phase: "ended", failed: true, failure: "no", startedAtMs, endedAtMs });

describe("no job runs", () => {
  test("and there never was one: it is started anew", () => {
    expect(step({})).toMatchObject({ do: "start" });
  });

  test("it goes on from the newest state, whoever left it", () => {
    expect(step({ states: [state("new", { name: OTHER, generation: 1 }), state("old")] })).toMatchObject({
      do: "start",
      from: "new",
    });
  });

  test("one that somebody cancelled is started again at once", () => {
    const jobs = [job({ phase: "ended", endedAtMs: 99_999 })];
    expect(step({ jobs, states: [state("s")] })).toMatchObject({ do: "start", from: "s" });
  });

  test("one that failed for good waits, longer each time, and says why", () => {
    const twice = [failed("a", 90_000, 92_000), failed("b", 95_000, 98_000)];
    expect(step({ jobs: twice })).toEqual({
      do: "wait",
      because: expect.stringMatching(/failed for good \(2 times, the last: no\).*4 s/),
    });
    expect(step({ jobs: [failed("a", 90_000, 92_000)] })).toMatchObject({ do: "start" });
    const often = Array.from({ length: 20 }, (_, index) => failed(String(index), index * 100, index * 100 + 50));
    expect(step({ jobs: often })).toMatchObject({ do: "start" });
  });

  test("one that had run for a minute before it failed has little to wait for", () => {
    const jobs = [failed("a", 1_000, 2_000), failed("b", 3_000, 4_000), failed("c", 10_000, 99_000)];
    expect(step({ jobs })).toMatchObject({ do: "wait", because: expect.stringContaining("2 s") });
  });

  test("a clock behind Flink's makes no pause longer", () => {
    expect(step({ jobs: [failed("a", 500_000, 600_000)] })).toMatchObject({ do: "start" });
  });
});

describe("a job runs", () => {
  test("the wanted one is left alone", () => {
    expect(step({ jobs: [job()] })).toMatchObject({ do: "nothing" });
  });

  test("on its way up, Flink is given time, and the reason is told", () => {
    expect(step({ jobs: [job({ phase: "starting", failure: "no slots" })] })).toEqual({
      do: "wait",
      because: expect.stringContaining("no slots"),
    });
  });

  test("with other options it is replaced by way of a savepoint, once what follows is known to be accepted", () => {
    expect(step({ jobs: [job({ name: OTHER, generation: 4 })] })).toMatchObject({
      do: "end",
      how: "savepoint",
      follows: "wanted",
    });
  });

  test("with other options, but not at work, it cannot write a savepoint and is cancelled", () => {
    expect(step({ jobs: [job({ name: OTHER, generation: 4, phase: "starting" })] })).toMatchObject({
      do: "end",
      how: "cancel",
      follows: "wanted",
    });
  });

  test("while one ends, nothing is done", () => {
    expect(step({ jobs: [job({ phase: "ending" }), job({ id: "b" })] })).toMatchObject({ do: "wait" });
  });

  test("of two the older one ends, whatever the order in which Flink lists them", () => {
    const old = job({ id: "z", startedAtMs: 1 });
    const young = job({ id: "b", startedAtMs: 2 });
    for (const jobs of [
      [old, young],
      [young, old],
    ]) {
      expect(step({ jobs })).toMatchObject({ do: "end", job: { id: "z" }, how: "cancel", follows: "nothing" });
    }
  });

  test("of two the one of the older configuration ends, even if it was started last", () => {
    const jobs = [job({ startedAtMs: 1 }), job({ id: "b", name: OTHER, generation: 4, startedAtMs: 2 })];
    expect(step({ jobs })).toMatchObject({ do: "end", job: { id: "b" } });
  });
});

describe("a keeper with a newer configuration", () => {
  test("is not worked against: its job stays", () => {
    expect(step({ jobs: [job({ name: OTHER, generation: 6 })] })).toMatchObject({ do: "stand-back" });
  });

  test("is known by a job that has ended, and by a state, too", () => {
    expect(step({ jobs: [job({ name: OTHER, generation: 6, phase: "ended" })] })).toMatchObject({ do: "stand-back" });
    expect(step({ states: [state("s", { name: OTHER, generation: 6 })] })).toMatchObject({ do: "stand-back" });
  });

  test("that wants the same job is no other", () => {
    expect(step({ jobs: [job({ generation: 6 })] })).toMatchObject({ do: "nothing" });
    expect(step({ states: [state("s", { generation: 6 })] })).toMatchObject({ do: "start", from: "s" });
  });
});

describe("a state that a person names", () => {
  const fromSavepoint = "p";

  test("is the start of a job that has never run from it, though there is a newer one", () => {
    expect(step({ states: [state("newer")] }, { fromSavepoint })).toMatchObject({
      do: "start",
      from: "p",
      origin: "p",
    });
    expect(step({ jobs: [job()] }, { fromSavepoint })).toMatchObject({ do: "end", how: "savepoint" });
  });

  test("is never gone back to: what went on from it is newer", () => {
    expect(step({ states: [state("s", { origin: "p" })] }, { fromSavepoint })).toMatchObject({
      from: "s",
      origin: "p",
    });
    expect(step({ jobs: [job({ origin: "p" })] }, { fromSavepoint })).toMatchObject({ do: "nothing" });
  });

  test("is not gone back to when other options follow", () => {
    const replaced = step({ jobs: [job({ name: OTHER, generation: 4, origin: "p" })] }, { fromSavepoint });
    expect(replaced).toMatchObject({ do: "end", how: "savepoint" });
    const states = [state("s", { name: OTHER, generation: 4, origin: "p" })];
    expect(step({ states }, { fromSavepoint })).toMatchObject({ do: "start", from: "s", origin: "p" });
  });

  test("that is no longer named does not matter", () => {
    expect(step({ jobs: [job({ origin: "p" })] })).toMatchObject({ do: "nothing" });
    expect(step({ states: [state("s", { origin: "p" })] })).toMatchObject({ from: "s", origin: "p" });
  });
});

describe("a state that means something else", () => {
  const other = { key: "origin" };

  test("is refused, and what runs goes on", () => {
    const runs = step({ jobs: [job({ name: OTHER, generation: 4, options: other })] });
    expect(runs).toEqual({
      do: "stand-back",
      because: expect.stringContaining("the state is of a job with --key origin, this one has --key pair"),
    });
    expect(step({ states: [state("s", { options: other })] })).toMatchObject({ do: "stand-back" });
  });

  test("is left out where that is wished: the newest that fits is gone on from, or none", () => {
    const ignore = { otherState: "ignore" as const };
    expect(step({ jobs: [job({ name: OTHER, generation: 4, options: other })] }, ignore)).toMatchObject({
      do: "end",
      how: "savepoint",
    });
    const newest = state("s", { options: other });
    expect(step({ states: [newest] }, ignore)).toMatchObject({ do: "start" });
    expect(step({ states: [newest, state("older")] }, ignore)).toMatchObject({ do: "start", from: "older" });
  });

  test("does not matter where a person names one", () => {
    const jobs = [job({ name: OTHER, generation: 4, options: other })];
    expect(step({ jobs }, { fromSavepoint: "p" })).toMatchObject({ do: "end", how: "savepoint" });
  });

  test("that says nothing of its options is taken as it is", () => {
    expect(step({ states: [state("s", { options: undefined })] })).toMatchObject({ do: "start", from: "s" });
    const jobs = [job({ name: OTHER, generation: 0, options: undefined })];
    expect(step({ jobs })).toMatchObject({ do: "end", how: "savepoint" });
  });
});
