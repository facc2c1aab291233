import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStateReaders } from "../../../beam/flink/state/stateReader";
import { type StateStamp, stampText } from "../../../beam/flink/state/stateStamp";
import { observeFlink } from "../../../pipelines/keeper/observeFlink";
import { createFakeFlink, type FakeJob } from "../../beam/flink/rest/fakeFlink";
import { createFakeS3 } from "../../beam/flink/state/s3/fakeS3";
import { keeperSettings } from "./keeperSettings";

const folder = mkdtempSync(join(tmpdir(), "observe-flink-"));
afterAll(() => rmSync(folder, { recursive: true }));

const NAME = "fraud-detection-0123abcd";
const STAMP: StateStamp = { job: NAME, options: { key: "pair" }, origin: "p", generation: 7 };
const MARKS = { options: STAMP.options, origin: "p", generation: 7 };
const MARKED = { stateStamp: JSON.stringify(STAMP), savepointPath: "s0" };

const readers = createStateReaders(async () => undefined);
const observe = (jobs: FakeJob[], configuration: Record<string, string> = {}) =>
  observeFlink(createFakeFlink(jobs, undefined, configuration).rest, keeperSettings(), readers());

const saved = (external_path: string, latest_ack_timestamp: number) => ({ external_path, latest_ack_timestamp });

/** A state on this machine, saved so many seconds after 1970. */
function state(path: string, savedAt: number, stamp?: StateStamp): string {
  const own = join(folder, path);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "_metadata"), stamp === undefined ? "" : stampText(stamp));
  utimesSync(join(own, "_metadata"), savedAt, savedAt);
  return own;
}

describe("jobs", () => {
  test("are ours by their name alone: the beginning, and a fingerprint", async () => {
    const names = [NAME, "fraud-detection", "fraud-detection-two", "fraud-detection-0123abcde", "other-0123abcd"];
    const { jobs } = await observe(names.map((name, index) => ({ id: String(index), name, state: "RUNNING" })));
    expect(jobs.map(({ name }) => name)).toEqual([NAME]);
  });

  test("say with what they were started", async () => {
    const { jobs } = await observe([{ id: "a", name: NAME, state: "RUNNING", startedAtMs: 5, options: MARKED }]);
    expect(jobs).toEqual([
      { id: "a", name: NAME, phase: "running", failed: false, startedAtMs: 5, from: "s0", ...MARKS },
    ]);
  });

  test("of an older version say nothing", async () => {
    const { jobs } = await observe([{ id: "a", name: NAME, state: "RUNNING" }]);
    expect(jobs[0]).toMatchObject({ options: undefined, origin: undefined, generation: 0 });
  });

  test.each([
    ["RUNNING", "running"],
    ["RESTARTING", "starting"],
    ["INITIALIZING", "starting"],
    ["CANCELLING", "ending"],
    ["FAILING", "ending"],
    ["FAILED", "ended"],
    ["CANCELED", "ended"],
    ["FINISHED", "ended"],
  ])("that are %s are %s", async (flinks, phase) => {
    const { jobs } = await observe([{ id: "a", name: NAME, state: flinks, failure: "java.lang.Error: no" }]);
    expect(jobs[0]).toMatchObject({ phase, failed: flinks === "FAILED" });
    if (phase === "starting" || flinks === "FAILED") expect(jobs[0].failure).toBe("Error: no");
  });
});

describe("states", () => {
  test("are those of Flink's memory and of the folders that can be read here, each once, the newest first", async () => {
    const checkpoints = join(folder, "checkpoints");
    state("checkpoints/a/chk-1", 10, STAMP);
    const both = state("checkpoints/a/chk-2", 20, STAMP);
    state("savepoints/savepoint-a-1", 30, STAMP);
    const latest = { completed: saved(`file:${both}`, 20_100), savepoint: saved("s3://far", 15_000) };
    const { states } = await observe([{ id: "a", name: NAME, state: "CANCELED", options: MARKED, latest }], {
      "state.checkpoints.dir": `file://${checkpoints}`,
      "state.savepoints.dir": join(folder, "savepoints"),
    });
    expect(states.map(({ url, savedAtMs }) => [url.replace(folder, ""), savedAtMs])).toEqual([
      ["file:///savepoints/savepoint-a-1", 30_000],
      ["file:///checkpoints/a/chk-2", 20_100],
      ["s3://far", 15_000],
      ["file:///checkpoints/a/chk-1", 10_000],
    ]);
    for (const each of states) expect(each).toMatchObject({ name: NAME, ...MARKS });
  });

  test.each([
    [39_999, 40_000],
    [40_001, 40_001],
  ])("have one name, whether Flink (%d) or the folder tells of them last", async (toldAtMs, savedAtMs) => {
    const own = state("named/a/chk-1", 40, STAMP);
    const { states } = await observe(
      [
        {
          id: "a",
          name: NAME,
          state: "CANCELED",
          options: MARKED,
          latest: { completed: saved(`file:${own}`, toldAtMs) },
        },
      ],
      { "state.checkpoints.dir": join(folder, "named") },
    );
    expect(states.map((one) => [one.url, one.savedAtMs])).toEqual([[`file://${own}`, savedAtMs]]);
  });

  test("lie on S3, too, where Flink may have forgotten them", async () => {
    const job = "a".repeat(32);
    const saved = (savedAtMs: number, stamp: StateStamp) => ({ savedAtMs, content: stampText(stamp) });
    const s3 = createFakeS3({
      [`checkpoints/${job}/chk-7/_metadata`]: saved(7_000, STAMP),
      [`checkpoints/${"b".repeat(32)}/chk-1/_metadata`]: saved(9_000, { ...STAMP, job: "other-0123abcd" }),
      "savepoints/savepoint-aaaaaa-1/_metadata": saved(8_000, STAMP),
    });
    const flink = createFakeFlink([], undefined, {
      "state.checkpoints.dir": "s3://bucket/checkpoints",
      "state.savepoints.dir": "s3://bucket/savepoints/",
    });
    const { states } = await observeFlink(flink.rest, keeperSettings(), createStateReaders(async () => s3.client)());
    expect(states).toEqual([
      { url: "s3://bucket/savepoints/savepoint-aaaaaa-1", savedAtMs: 8_000, name: NAME, ...MARKS },
      { url: `s3://bucket/checkpoints/${job}/chk-7`, savedAtMs: 7_000, name: NAME, ...MARKS },
    ]);
  });

  test("that cannot be looked for are no reason to believe that there are none", async () => {
    const flink = createFakeFlink([], undefined, { "state.checkpoints.dir": "s3://bucket/checkpoints" });
    const fails = createStateReaders(() => Promise.reject(new Error("denied")))();
    await expect(observeFlink(flink.rest, keeperSettings(), fails)).rejects.toThrow("denied");
  });

  test("of others in the same folder, and of those that do not say, are none of ours", async () => {
    state("shared/b/chk-1", 10, { ...STAMP, job: "other-0123abcd" });
    state("shared/c/chk-1", 10);
    expect((await observe([], { "state.checkpoints.dir": join(folder, "shared") })).states).toEqual([]);
  });

  test("are not looked for while a job is alive", async () => {
    const jobs = [
      { id: "a", name: NAME, state: "RUNNING" },
      { id: "b", name: NAME, state: "CANCELED", latest: { completed: saved("c", 1) } },
    ];
    expect((await observe(jobs)).states).toEqual([]);
  });

  test("that a job was refused say nothing by that job", async () => {
    const latest = { restored: { external_path: "s", restore_timestamp: 5 } };
    const failure = "beamts.runtime.state.StateDoesNotFit: the state is of a job with --key pair";
    const refused = { id: "a", name: NAME, state: "FAILED", latest, failure };
    expect((await observe([refused])).states).toEqual([]);
    expect((await observe([{ ...refused, failure: "other" }])).states).toMatchObject([{ url: "s" }]);
  });
});
