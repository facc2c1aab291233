import type { HealthAnswer } from "../../viewer/health/health";
import { createJobWatch } from "../../viewer/health/jobWatch";
import { createLatencies } from "../../viewer/health/latencies";
import { askFlink, askKeeper } from "../../viewer/health/lookAtJob";
import { alertOf } from "./alerts";
import { createFakeReader } from "./fakeReader";
import { startViewer } from "./startViewer";

const job = (name: string, state: string, jid = name) => ({ name, state, jid });

/** A Flink or a keeper that answers by path, or not at all. */
function fakeServer(answers: Record<string, string | undefined>) {
  return async (url: string) => {
    const text = answers[new URL(url).pathname];
    if (text === undefined) throw new Error("fetch failed");
    return { isOk: !text.startsWith("not ready"), text };
  };
}

test("by Flink a job is running, changing, not there, or nobody answers; each since it became so", async () => {
  const answers: Record<string, string | undefined> = {};
  let nowMs = 0;
  const watch = createJobWatch(askFlink("http://flink", "fraud-detection", fakeServer(answers)), () => nowMs);
  expect(watch.health()).toBeUndefined();
  const look = async (atMs: number, ...jobs: object[]) => {
    nowMs = atMs;
    if (jobs.length > 0) answers["/jobs/overview"] = JSON.stringify({ jobs });
    await watch.lookOnce();
    return watch.health();
  };
  expect(await look(1_000)).toEqual({ state: "unreachable", sinceMs: 1_000 });
  expect(await look(2_000)).toEqual({ state: "unreachable", sinceMs: 1_000 });
  const others = [job("fraud-detection", "CANCELED"), job("fraud-detections", "RUNNING"), job("other", "RUNNING")];
  expect(await look(3_000, ...others)).toEqual({ state: "none", sinceMs: 3_000 });
  const restarting = job("fraud-detection-0a1b2c3d", "RESTARTING");
  expect(await look(4_000, ...others, restarting)).toEqual({
    ...{ state: "changing", sinceMs: 4_000, name: "fraud-detection-0a1b2c3d" },
  });
  answers["/jobs/1/checkpoints"] = JSON.stringify({ latest: { completed: { latest_ack_timestamp: 4_500 } } });
  const running = { state: "running", sinceMs: 5_000, name: "fraud-detection", checkpointMs: 4_500 };
  expect(await look(5_000, restarting, job("fraud-detection", "RUNNING", "1"))).toEqual(running);
  expect(await look(6_000)).toEqual(running);
});

test("a keeper says whether the wanted job runs, and if not, why", async () => {
  const info = (running: string) =>
    `fraud_keeper_job_info{wanted="fraud-detection-2",running="${running}",started_from="",code_version="1"} 1`;
  const look = (ready?: string, ...metrics: string[]) =>
    askKeeper("http://keeper", () => 60_000, fakeServer({ "/readyz": ready, "/metrics": metrics.join("\n") }))();
  expect(await look("ready\n", info("fraud-detection-2"), "fraud_keeper_checkpoint_age_seconds 4.5")).toEqual({
    ...{ state: "running", name: "fraud-detection-2", checkpointMs: 55_500 },
  });
  expect(await look("not ready: this state is of --key pair\n", info("fraud-detection-1"))).toEqual({
    ...{ state: "changing", name: "fraud-detection-1", because: "this state is of --key pair" },
  });
  expect(await look("not ready: no job runs\n", info(""))).toEqual({ state: "none", because: "no job runs" });
  expect(await look()).toEqual({ state: "unreachable" });
});

test("of the newest thousand alerts, half and 99 of 100 came within a time", () => {
  const latencies = createLatencies();
  expect(latencies.percentile(50)).toBeUndefined();
  for (let ms = 1; ms <= 1_500; ms++) latencies.note(ms);
  expect([latencies.count(), latencies.percentile(50), latencies.percentile(99)]).toEqual([1_000, 1_000, 1_490]);
});

describe("the page's health", () => {
  const letter = (reason: string, detail: string) =>
    Buffer.from(JSON.stringify({ reason, detail, raw: "x".repeat(9_000) }));

  test("tells nothing that it was not asked to look at", async () => {
    const viewer = startViewer();
    expect(await (await viewer.get("/api/health")).json()).toEqual({
      atMs: expect.any(Number),
      ...{ notReady: null, job: null, rejected: null },
      latency: { count: 0, p50Ms: null, p99Ms: null },
    });
    expect(await firstStatus(viewer)).toMatchObject({ job: null, latencyMs: null, rejected: null });
  });

  test("tells how late early alerts come, whether the job runs, and what was rejected, the newest first", async () => {
    const watch = createJobWatch(
      async () => ({ state: "running" }),
      () => 7,
    );
    await watch.lookOnce();
    const reader = createFakeReader();
    const viewer = startViewer({ job: watch, rejected: { topic: "transactions-dead-letter", reader } });
    viewer.lines.send(
      alertOf({ startMs: Date.now() - 1_000, cents: [1, 2], overrides: { timing: "EARLY", final: false } }),
    );
    for (let i = 0; i < 30; i++) reader.send(letter("bad-amount", `amount ${i}`));
    reader.send(letter("field-count", "\u202efound 3"), Buffer.from("no JSON"), Buffer.from("null"), null);
    const answer = await healthOf(viewer);
    expect(answer).toMatchObject({
      job: { state: "running", sinceMs: 7 },
      latency: { count: 1 },
      rejected: {
        topic: "transactions-dead-letter",
        count: 33,
        reasons: [
          { reason: "bad-amount", count: 30 },
          { reason: "other", count: 2 },
          { reason: "field-count", count: 1 },
        ],
      },
    });
    const newest = answer.rejected?.newest;
    expect(newest).toHaveLength(20);
    expect(newest?.map(({ detail }) => detail).slice(0, 4)).toEqual(["", "", "\\u202efound 3", "amount 29"]);
    expect(await firstStatus(viewer)).toMatchObject({ job: "running", rejected: 33, latencyMs: answer.latency.p50Ms });
    reader.away = "the topic is gone";
    expect((await healthOf(viewer)).rejected?.notReady).toBe("the topic is gone");
  });

  test("names of reasons do not fill the memory", async () => {
    const reader = createFakeReader();
    const viewer = startViewer({ rejected: { topic: "t", reader } });
    for (let i = 0; i < 500; i++) reader.send(letter(`reason-${i}`, "x".repeat(100_000)));
    const { rejected } = await healthOf(viewer);
    if (rejected === null) throw new Error("nothing is read");
    expect(rejected.reasons).toHaveLength(51);
    expect(rejected.reasons[0]).toEqual({ reason: "other", count: 450 });
    expect(Math.max(...rejected.newest.map(({ detail }) => detail.length))).toBe(300);
  });
});

async function healthOf(viewer: ReturnType<typeof startViewer>): Promise<HealthAnswer> {
  return (await (await viewer.get("/api/health")).json()) as HealthAnswer;
}

/** What a page hears first. */
async function firstStatus(viewer: ReturnType<typeof startViewer>): Promise<object> {
  const reader = (await viewer.get("/events")).body?.getReader();
  let text = "";
  while (!/event: status\ndata: .*\n\n/.test(text)) text += new TextDecoder().decode((await reader?.read())?.value);
  await reader?.cancel();
  return JSON.parse(/event: status\ndata: (.*)\n/.exec(text)?.[1] ?? "");
}
