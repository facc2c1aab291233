import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { listJobs } from "../../beam/flink/rest/flinkJobs";
import { createFlinkRest } from "../../beam/flink/rest/flinkRest";
import { createS3Client } from "../../beam/flink/state/s3/s3Client";
import { createS3Credentials } from "../../beam/flink/state/s3/s3Credentials";
import { s3SavedStates } from "../../beam/flink/state/s3/s3States";
import { addressFlags } from "../../stack/addressFlags";
import type { Stack } from "../../stack/createStack";
import { alertsFlow, checkpointed, createJudge, JOB } from "./support/exactly";
import { topicFlags, until } from "./support/job";
import { startKeeperProcess } from "./support/keeperProcess";
import { eachPayment } from "./support/payments";
import { s3Plugins, startS3Server } from "./support/s3Server";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

/** A Flink without high availability whose checkpoints and savepoints are on S3. */
const RULE = { gapMs: 1_000, thresholdCents: 1_000_000n };
const COUNT = 20_000;
const SECRET = "the-secret-access-key";
const BUCKET = "fraud";
const S3_PORT = 6_390;

let stack: Stack;
let topics: Topics;
let server: Awaited<ReturnType<typeof startS3Server>>;
const before = { ...process.env };
const rows: Record<string, unknown>[] = [];

beforeAll(async () => {
  server = await startS3Server(S3_PORT, BUCKET);
  // Flink and the keeper have their keys from the same place.
  Object.assign(process.env, {
    ...{ AWS_ACCESS_KEY_ID: "the-key", AWS_SECRET_ACCESS_KEY: SECRET },
    FLINK_PLUGINS_DIR: await s3Plugins(),
  });
  const flink = [
    ...[`s3.endpoint=${server.url}`, "s3.path.style.access=true"],
    ...[`state.checkpoints.dir=s3://${BUCKET}/checkpoints`, `state.savepoints.dir=s3://${BUCKET}/savepoints`],
  ];
  stack = createTestStack(["--slots", "6", "--flink-settings", flink.join(",")]);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
});
afterAll(async () => {
  console.table(rows);
  await removeTestStack(stack);
  server.stop();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
});

test("a JobManager forgets its jobs, and the keeper finds their newest state on S3 by itself", async () => {
  const names = await topics.create(`s3-${Date.now()}`);
  const flags = [...addressFlags(stack.settings), ...topicFlags(names), ...JOB, "--gap", "1s"];
  const kept = [...flags, "--allowed-lateness", "20m", "--interval", "1s"];
  const healthPort = stack.settings.ports.workerPoolHealth + 1;
  const lines: string[] = [];
  const pay = async (seed: number) => {
    const startMs = Date.now() - COUNT * 2;
    const payments = [...eachPayment({ seed, count: COUNT, accounts: 60, stepMs: 2, startMs, disorderMs: 400 })];
    await topics.send(names.transactions, payments);
    for (const { value } of payments) lines.push(String(value));
  };

  let keeper = startKeeperProcess(healthPort, kept);
  await keeper.ready("first start");
  await pay(1);
  await alertsFlow(topics, names.fraud, 50n);
  const [job] = await listJobs(createFlinkRest(`http://127.0.0.1:${stack.settings.ports.flink}`));
  await checkpointed(stack, job.id);
  await stack.kill("jobmanager");
  await until(async () => !(await keeper.isReady()), "the keeper to notice");
  await pay(2);
  await stack.start("jobmanager");
  await keeper.ready("JobManager lost");
  expect(await keeper.metrics()).toMatch(/started_from="s3:\/\/fraud\/checkpoints\/[0-9a-f]{32}\/chk-\d+"/);
  expect(keeper.said().join("\n")).toMatch(/no job runs; the newest state is s3:\/\/fraud\/checkpoints\//);

  await keeper.stop();
  expect(keeper.said().join("\n")).not.toContain(SECRET);
  keeper = startKeeperProcess(healthPort, [...kept, "--parallelism", "3"]);
  await keeper.ready("other options");
  expect(await keeper.metrics()).toMatch(/started_from="s3:\/\/fraud\/savepoints\/savepoint-/);
  await pay(3);
  const verdict = await createJudge(topics, rows)({ name: "on S3", fraud: names.fraud, lines, rule: RULE });
  await keeper.stop();
  expect(verdict).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
}, 900_000);

test("a service account's role opens S3 as keys do, and takes what is there page by page", async () => {
  const keys = join(stack.settings.stateDir, "token");
  writeFileSync(keys, "a-token");
  const environment = {
    ...{ AWS_WEB_IDENTITY_TOKEN_FILE: keys, AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/keeper" },
    AWS_ENDPOINT_URL_STS: server.url,
  };
  const role = await createS3Credentials(environment)("us-east-1");
  if (role === undefined) throw new Error("no role was given");
  expect(role.expiresAtMs).toBeGreaterThan(Date.now());
  const s3 = createS3Client({ endpoint: server.url, region: "us-east-1", pathStyle: true }, role);
  const job = "c".repeat(32);
  const put = (key: string) => fetch(`${server.url}/${BUCKET}/many/${job}/chk-2/${key}`, { method: "PUT", body: "x" });
  // A page has a thousand.
  for (let from = 0; from < 1_010; from += 101) {
    await Promise.all(Array.from({ length: 101 }, (_, index) => put(`0${from + index}`)));
  }
  await put("_metadata");
  expect(await s3SavedStates(s3, `s3://${BUCKET}/many`)).toMatchObject([
    { url: `s3://${BUCKET}/many/${job}/chk-2`, jobId: job, number: 2 },
  ]);
});

test("a keeper without keys says what it cannot see; one whose bucket is not there starts nothing", async () => {
  // Each with a job of its own: who has found one that runs looks for no state.
  const flagsOf = async (name: string) => {
    const names = await topics.create(`${name}-${Date.now()}`);
    return [...addressFlags(stack.settings), ...topicFlags(names), ...JOB, "--interval", "1s"];
  };
  const healthPort = stack.settings.ports.workerPoolHealth + 2;
  const without = startKeeperProcess(healthPort, await flagsOf("s3-blind"), {
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
  });
  const says = (keeper: typeof without, words: string) =>
    until(async () => keeper.said().some((line) => line.includes(words)), words);
  await says(without, "states on S3 are known by Flink's memory only");
  await without.stop();
  const wrong = startKeeperProcess(healthPort, [...(await flagsOf("s3-lost")), "--checkpoint-dir", "s3://nowhere/c"]);
  await says(wrong, "s3://nowhere/c/: NoSuchBucket");
  await wrong.stop();
});
