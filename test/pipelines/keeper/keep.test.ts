import type { Cluster } from "../../../pipelines/keeper/cluster";
import { keep } from "../../../pipelines/keeper/keep";
import type { ObservedJob } from "../../../pipelines/keeper/observed";
import { checkHoldsRules } from "../../../pipelines/start/startPlace";

const WANTED = { name: "ours-a", options: {}, generation: 5, otherState: "refuse" } as const;
const OLD: ObservedJob = {
  ...{ id: "old", name: "ours-b", phase: "running", failed: false, startedAtMs: 0, generation: 4 },
};

/** What a keeper does and says until its job runs, where the topic of rules has its first records at the third look. */
async function keepUntilItRuns(jobs: ObservedJob[]) {
  const done: string[] = [];
  const failures: string[] = [];
  const stop = new AbortController();
  const end = async () => ({ offset: "0", partition: 0, low: "0", high: failures.length < 2 ? "0" : "9" });
  const cluster: Cluster = {
    observe: async () => ({ nowMs: 0, jobs, states: [] }),
    check: () => checkHoldsRules({ fetchTopicOffsets: async () => [await end()] }, "fraud-rules"),
    async start() {
      done.push("start");
      jobs.push({ ...OLD, ...WANTED, id: "new" });
      return "new";
    },
    async end({ id }) {
      done.push(`end ${id}`);
      jobs.pop();
    },
  };
  await keep({
    ...{ cluster, wanted: () => WANTED, intervalMs: 1, stop: stop.signal, onStep: () => undefined },
    onRound: ({ step }) => (step.do === "nothing" ? stop.abort() : undefined),
    onFailure: ({ message }) => failures.push(message),
  });
  return { done, failures };
}

const NO_RULE = '--rules-topic: "fraud-rules" holds no rule; publish some first: npm run rules -- publish FILE';

describe("a topic that holds no rule yet", () => {
  test("is waited for, and the job starts once there are some", async () => {
    expect(await keepUntilItRuns([])).toEqual({ done: ["start"], failures: [NO_RULE, NO_RULE] });
  });

  test("ends no job that runs by other rules", async () => {
    expect(await keepUntilItRuns([OLD])).toEqual({ done: ["end old", "start"], failures: [NO_RULE, NO_RULE] });
  });
});
