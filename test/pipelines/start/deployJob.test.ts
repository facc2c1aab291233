import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stampText } from "../../../beam/flink/state/stateStamp";
import { stateStamp } from "../../../pipelines/job/stateOptions";
import type { SubmissionSettings } from "../../../pipelines/job/submissionOptions";
import { type DeploySettings, deployJob } from "../../../pipelines/start/deployJob";
import type { PreparedJob } from "../../../pipelines/start/prepareJob";
import { createFakeFlink, type FakeJob } from "../../beam/flink/rest/fakeFlink";
import { submissionSettings } from "../submissionSettings";

const folder = mkdtempSync(join(tmpdir(), "deploy-job-"));
afterAll(() => rmSync(folder, { recursive: true }));

const OTHER = "fraud-detection-0123abcd";
const settings = (...argv: string[]): DeploySettings => ({ ...submissionSettings(...argv), savepointDir: "file:///s" });

/** Runs it on a Flink with these jobs; tells what was said, sent and started. */
async function deploy(wanted: DeploySettings, jobs: FakeJob[], refusal?: string) {
  const { rest, calls } = createFakeFlink(jobs);
  const said: string[] = [];
  const started: { name: string; state?: string }[] = [];
  const prepare = async (prepared: SubmissionSettings): Promise<PreparedJob> => {
    if (refusal !== undefined) throw new Error(refusal);
    return {
      async start(state) {
        started.push({ name: prepared.jobName, state });
        jobs.push({ id: "new", name: prepared.jobName, state: "RUNNING" });
        return "new";
      },
    };
  };
  const error = await deployJob(wanted, rest, prepare, (line) => said.push(line)).catch(({ message }) => message);
  return { said, calls, started, error };
}

describe("seeing to it that a job runs", () => {
  test("where none runs it is started, and a second time left alone", async () => {
    const jobs: FakeJob[] = [];
    const first = await deploy(settings(), jobs);
    expect(first.started).toEqual([{ name: expect.stringMatching(/^fraud-detection-[0-9a-f]{8}$/), state: undefined }]);
    const second = await deploy(settings(), jobs);
    expect(second).toMatchObject({ started: [], calls: [], said: [expect.stringContaining("nothing to do")] });
  });

  test("one with other options is replaced by way of a savepoint; a stranger is left alone", async () => {
    const jobs = [
      { id: "old", name: OTHER, state: "RUNNING" },
      { id: "theirs", name: "fraud-detection-of-others", state: "RUNNING" },
    ];
    const { started, calls } = await deploy(settings(), jobs);
    expect(started).toMatchObject([{ state: "savepoint-of-old" }]);
    expect(calls).toEqual([expect.stringMatching(/^POST \/jobs\/old\/savepoints/)]);
  });

  test("nothing is stopped when what follows is refused", async () => {
    const jobs = [{ id: "old", name: OTHER, state: "RUNNING" }];
    const { calls, error } = await deploy(settings(), jobs, "no such topic");
    expect({ calls, error }).toEqual({ calls: [], error: "no such topic" });
  });

  test("nothing is stopped where there is no place for a savepoint", async () => {
    const wanted = { ...settings(), savepointDir: undefined };
    const { calls, error } = await deploy(wanted, [{ id: "old", name: OTHER, state: "RUNNING" }]);
    expect({ calls, error }).toEqual({ calls: [], error: expect.stringContaining("--savepoint-dir is missing") });
  });

  test("nothing is stopped when its state means something else", async () => {
    const checkpoint = join(folder, "chk-1");
    mkdirSync(checkpoint);
    writeFileSync(join(checkpoint, "_metadata"), stampText(stateStamp(submissionSettings("--key", "pair"))));
    const completed = { external_path: checkpoint, latest_ack_timestamp: 1 };
    const jobs = [{ id: "old", name: OTHER, state: "RUNNING", latest: { completed } }];
    const { calls, error } = await deploy(settings("--key", "origin"), jobs);
    expect(calls).toEqual([]);
    expect(error).toContain("the state is of a job with --key pair, this one has --key origin");
  });

  test("one that has ended is followed from its newest state", async () => {
    const savepoint = { external_path: "s3://week-old", latest_ack_timestamp: 1 };
    const completed = { external_path: "s3://fresh", latest_ack_timestamp: 2 };
    const { started } = await deploy(settings(), [
      { id: "old", name: OTHER, state: "CANCELED", latest: { savepoint, completed } },
    ]);
    expect(started).toMatchObject([{ state: "s3://fresh" }]);
  });
});
