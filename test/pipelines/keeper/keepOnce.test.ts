import type { Cluster } from "../../../pipelines/keeper/cluster";
import { keepOnce } from "../../../pipelines/keeper/keepOnce";
import type { Observed, ObservedJob, ObservedState, Wanted } from "../../../pipelines/keeper/observed";

const WANTED: Wanted = { name: "ours-a", options: {}, generation: 5, otherState: "refuse" };
const job = (changes: Partial<ObservedJob>): ObservedJob => ({
  id: "1",
  name: "ours-a",
  phase: "running",
  failed: false,
  startedAtMs: 0,
  generation: 5,
  ...changes,
});
const OTHER = job({ id: "old", name: "ours-b", generation: 4 });
const STATE: ObservedState = { url: "s", name: "ours-b", savedAtMs: 1, generation: 4 };

/** A cluster that shows one thing after the other, the last for ever, and notes what is done. */
function cluster(shown: Partial<Observed>[], refusal?: string) {
  const done: string[] = [];
  let round = 0;
  const fake: Cluster = {
    async observe() {
      return { nowMs: 0, jobs: [], states: [], ...shown[Math.min(round++, shown.length - 1)] };
    },
    async check() {
      done.push("check");
      if (refusal !== undefined) throw new Error(refusal);
    },
    async start(_, from) {
      done.push(`start ${from}`);
      return "new";
    },
    async end({ id }, how) {
      done.push(`${how} ${id}`);
    },
  };
  return { fake, done };
}

const once = (fake: Cluster) =>
  keepOnce(
    fake,
    () => WANTED,
    () => {},
  );

describe("one round of a keeper", () => {
  test("nothing is ended for a job that is refused", async () => {
    const { fake, done } = cluster([{ jobs: [OTHER] }], "no such topic");
    await expect(once(fake)).rejects.toThrow("no such topic");
    expect(done).toEqual(["check"]);
  });

  test("what is replaced ends after the check, and the next round starts what follows", async () => {
    const { fake, done } = cluster([{ jobs: [OTHER] }, { states: [STATE] }]);
    await once(fake);
    await once(fake);
    expect(done).toEqual(["check", "savepoint old", "check", "start s"]);
  });

  test("one of two is ended without asking whether another would be accepted", async () => {
    const { fake, done } = cluster([{ jobs: [job({}), job({ id: "2", startedAtMs: 1 })] }], "no such topic");
    await once(fake);
    expect(done).toEqual(["cancel 1"]);
  });

  test("none is started beside one that has come up in the meantime", async () => {
    const { fake, done } = cluster([{}, { jobs: [job({ phase: "starting" })] }]);
    await once(fake);
    expect(done).toEqual(["check"]);
  });

  test("a state that has become the newest in the meantime is the one that is started from", async () => {
    const { fake, done } = cluster([
      { states: [STATE] },
      { states: [{ ...STATE, url: "newer", savedAtMs: 2 }, STATE] },
    ]);
    await once(fake);
    expect(done).toEqual(["check", "start newer"]);
  });
});
