import pino from "pino";
import { createKeeper } from "../../../pipelines/keeper/createKeeper";
import { wantedJob } from "../../../pipelines/keeper/wantedJob";
import { createFakeFlink, type FakeJob } from "../../beam/flink/rest/fakeFlink";
import { keeperSettings } from "./keeperSettings";

// Nothing answers on port 1.
const NOWHERE = ["--job-server", "127.0.0.1:1", "--worker-pool", "127.0.0.1:1", "--brokers", "127.0.0.1:1"];
const SETTINGS = keeperSettings("--code-version", "v1", "--interval", "100ms", ...NOWHERE);
const { name } = wantedJob(SETTINGS, "v1")({ nowMs: 0, jobs: [], states: [] });

const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

/** A keeper at work on a Flink with these jobs, once it has looked. */
async function keeping(jobs: FakeJob[]) {
  const { rest, calls } = createFakeFlink(jobs);
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line) => lines.push(JSON.parse(line).msg) });
  const keeper = createKeeper(SETTINGS, rest, log);
  const before = keeper.notReady();
  const stop = new AbortController();
  stops.push(stop);
  void keeper.keep(stop.signal);
  await until(() => lines.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 250));
  return { keeper, before, lines, calls, metrics: () => keeper.registry.metrics() };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition() && tries < 400; tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
}

describe("a keeper tells others", () => {
  test("that it is ready while the wanted job runs, and what that job is", async () => {
    const latest = { completed: { latest_ack_timestamp: Date.now() - 30_000 } };
    const job = { id: "a", name, state: "RUNNING", latest, options: { savepointPath: "s3://s" }, restarts: 3 };
    const { keeper, before, lines, metrics, calls } = await keeping([job]);
    expect(before).toBe("has not looked at Flink yet");
    expect(keeper.notReady()).toBeUndefined();
    expect(lines).toEqual([`${name} (a) runs`]);
    expect(calls).toEqual([]);
    const text = await metrics();
    expect(text).toMatch(/^fraud_keeper_job_running 1$/m);
    expect(text).toMatch(/^fraud_keeper_job_restarts 3$/m);
    expect(text).toMatch(/^fraud_keeper_checkpoint_age_seconds 3\d/m);
    expect(text).toContain(
      `fraud_keeper_job_info{wanted="${name}",running="${name}",started_from="s3://s",code_version="v1"} 1`,
    );
  });

  test("why it is not ready while another one runs, and that one stays where it may not be replaced yet", async () => {
    const { keeper, metrics, calls } = await keeping([{ id: "a", name: "fraud-detection-00000000", state: "RUNNING" }]);
    expect(keeper.notReady()).toMatch(/job server|makes way/);
    await until(() => !/makes way/.test(String(keeper.notReady())));
    expect(keeper.notReady()).toMatch(/does not answer|cannot use/);
    expect(calls).toEqual([]);
    expect(await metrics()).toMatch(/^fraud_keeper_job_running 0$/m);
  }, 60_000);

  test("why it fails, in one line, again only when the reason is another", async () => {
    const jobs: FakeJob[] = [{ id: "a", name, state: "RESTARTING", failure: "java.lang.Error: no slots" }];
    const { lines, keeper } = await keeping(jobs);
    expect(lines).toEqual([`${name} (a) is on its way up: Error: no slots`]);
    jobs[0].state = "RUNNING";
    await until(() => keeper.notReady() === undefined);
    expect(lines).toHaveLength(2);
  });
});
