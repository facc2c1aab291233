import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { reference } from "../../live/support/reference";
import { compare, isExact, newestAlerts } from "../../live/support/verdict";
import { box, createNamespace, eventually, PATIENCE, removeNamespaces } from "../support/box";
import { type Broker, startBroker } from "../support/broker";
import { createClaim, newestStateMs, savedMs } from "../support/claim";
import { FLINK, IMAGES, SERVICES } from "../support/images";
import { createRelease, type FlinkJob } from "../support/release";
import { endTraffic, RULE, STEADY_TRAFFIC } from "../support/steadyTraffic";

/**
 * What a platform engineer does to a release in its first weeks, under traffic that never pauses: the job comes back by itself each
 * time, and its whole output equals the reference. OPERATIONS_AWAY_SECONDS is how long Kafka stays away.
 */
const NAMESPACE = "flink-operations";
const IN_NAMESPACE = ["--namespace", NAMESPACE];
const AWAY_SECONDS = Number(process.env.OPERATIONS_AWAY_SECONDS ?? 45);
const SETTINGS = [
  ...IMAGES,
  ...["--set", "kafka.sasl.mechanism=scram-sha-512,kafka.sasl.username=fraud,kafka.sasl.existingSecret=login"],
  ...["--set", "pipeline.enabled=true,pipeline.flink.create=true,pipeline.flink.existingClaim=state"],
  // Of the pods that are drained: the other ones of the node, those of other tests among them, have nowhere else to go.
  ...["--set", "podLabels.team=fraud"],
  ...STEADY_TRAFFIC,
];

interface Row {
  operation: string;
  begunMs: number;
  seconds: number;
}

describe("a release that is operated", () => {
  const release = createRelease(NAMESPACE);
  let broker: Broker;
  let kubectl: (...args: string[]) => string;
  let claim: string;
  let newer: string;
  let chart = "helm/flink-demo";
  /** The first that was written. */
  let savepoint: string;
  const rows: Row[] = [];
  /** Payments of topics that are gone. */
  const gone: string[] = [];
  /** When payments were deleted with their topic, and nobody knows which were read before: what lies in it is not judged. */
  const unknown = { fromMs: Number.POSITIVE_INFINITY, untilMs: 0 };
  const isKnown = (startMs: number, endMs: number) => endMs <= unknown.fromMs || startMs >= unknown.untilMs;
  const helm = (command: string, chart: string, timeoutSeconds: number, ...flags: string[]) =>
    box.helm(command, "flink-demo", chart, ...IN_NAMESPACE, "--wait", "--timeout", `${timeoutSeconds}s`, ...flags);
  const upgrade = (...flags: string[]) => helm("upgrade", chart, PATIENCE, "--reuse-values", ...flags);
  /** The topics are there: without the hook that looks for them, all of the time is for what is to fail. */
  const mustFail = (...flags: string[]) =>
    expect(() => helm("upgrade", chart, 20, "--reuse-values", "--no-hooks", ...flags)).toThrow(/UPGRADE FAILED/);
  const rollback = () => box.helm("rollback", "flink-demo", ...IN_NAMESPACE, "--wait", "--timeout", `${PATIENCE}s`);
  const login = (password: string) =>
    box.apply({
      ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "login", namespace: NAMESPACE } },
      stringData: { password },
    });
  /** A keeper that has just been replaced takes its time to speak. */
  const keeperSays = (words: RegExp) =>
    eventually(
      () => kubectl("logs", "deployment/flink-demo-keeper"),
      (said) => words.test(said),
    );
  /** Resolves once there is an alert more. */
  const alertsFlow = () => {
    const before = broker.endOf("fraud");
    return eventually(
      () => broker.endOf("fraud"),
      (end) => end > before,
    );
  };
  /** The one job that runs; a Flink under load may answer late. */
  const theJob = async () => (await eventually(release.running, ({ length }) => length === 1))[0];
  const isAnother = (before: FlinkJob) => (job: FlinkJob) => job.jid !== before.jid;
  const isOther = (before: FlinkJob) => (job: FlinkJob) => job.name !== before.name;

  /**
   * Does something; how long it takes, from its beginning, until one job that is right runs for good. Another job than before
   * must have gone on from `from`, by default from a state at least as new as the newest that was there.
   */
  async function measured(
    operation: string,
    work: () => unknown,
    isRight: (before: FlinkJob) => (job: FlinkJob) => boolean = isAnother,
    from?: string,
  ): Promise<{ before: FlinkJob; after: FlinkJob }> {
    const before = await theJob();
    const newestMs = newestStateMs(claim);
    const begunMs = Date.now();
    await work();
    const { job: after, sinceMs } = await release.runsAgain(isRight(before));
    const seconds = Math.round((sinceMs - begunMs) / 1_000);
    rows.push({ operation, begunMs, seconds });
    process.stderr.write(`${operation}: the job runs after ${seconds} s\n`);
    if (after.jid !== before.jid) {
      const state = release.startedFrom(after);
      if (from === undefined) expect(savedMs(claim, state)).toBeGreaterThanOrEqual(newestMs);
      else expect(state).toBe(from);
    }
    return { before, after };
  }

  beforeAll(() => {
    broker = startBroker("kafka-operations");
    kubectl = createNamespace(NAMESPACE);
    claim = createClaim("state", NAMESPACE);
    login("one");
    newer = mkdtempSync(join(tmpdir(), "chart-"));
    cpSync("helm/flink-demo", newer, { recursive: true });
    const description = readFileSync(join(newer, "Chart.yaml"), "utf8");
    writeFileSync(join(newer, "Chart.yaml"), description.replaceAll("1.0.0", "1.0.1"));
    for (const image of [SERVICES, FLINK]) {
      box.run("ctr", "-n", "k8s.io", "images", "tag", image, image.replace("1.0.0", "1.0.1"));
    }
  });
  afterAll(() => {
    box.kubectl("delete", "namespace", NAMESPACE);
    removeNamespaces("kafka-operations");
    for (const folder of [claim, newer]) rmSync(folder, { recursive: true, force: true });
  });

  test("helm install --wait ends when the job runs", async () => {
    const begunMs = Date.now();
    helm("install", chart, PATIENCE, ...SETTINGS, "--set", `kafka.brokers=${broker.loginAddress}`);
    rows.push({ operation: "install", begunMs, seconds: Math.round((Date.now() - begunMs) / 1_000) });
    await theJob();
  });

  test("helm test asks for the running job, and sends a scheme through to its alert", () => {
    expect(box.helm("test", "flink-demo", ...IN_NAMESPACE)).toContain("Phase:          Succeeded");
    expect(broker.recordsOf("fraud").filter((value) => value.includes('"trial-'))).not.toEqual([]);
  });

  test("the keeper's pod is deleted: the job does not notice", async () => {
    const work = () => kubectl("delete", "pod", "-l", "app.kubernetes.io/component=keeper");
    await measured("keeper's pod deleted", work, (before) => (job) => job.jid === before.jid);
  });

  test("Flink's pod is deleted", async () => {
    await measured("Flink's pod deleted", () => kubectl("delete", "pod", "-l", "app.kubernetes.io/component=flink"));
  });

  test("the JobManager's process ends", async () => {
    const pod = ["deployment/flink-demo-flink", "-c", "jobmanager"];
    await measured("JobManager ended", () => kubectl("exec", ...pod, "--", "sh", "-c", "kill 1"));
  });

  test("the job is cancelled by hand", async () => {
    await measured("job cancelled", async () => release.cancel(await theJob()));
  });

  test("an upgrade changes every pod: labels and resources", async () => {
    const labels = "podLabels.shift=night,commonLabels.cost=centre-42";
    const resources =
      "pipeline.flink.taskManagerResources.requests.cpu=400m,pipeline.keeper.resources.requests.cpu=90m";
    await measured("upgrade: labels, resources", () => upgrade("--set", `${labels},${resources}`));
  });

  test("an upgrade changes the slots", async () => {
    await measured("upgrade: slots", () => upgrade("--set", "pipeline.flink.slots=5"));
  });

  test("an upgrade to a newer chart, and so to newer images", async () => {
    chart = newer;
    await measured("upgrade: chart, images", () => upgrade());
    expect(kubectl("get", "pods", "-o", "jsonpath={.items[*].spec.containers[*].image}")).not.toContain(":1.0.0");
  });

  test("an upgrade changes an option: replaced by way of a savepoint", async () => {
    const set = () => upgrade("--set", "pipeline.options.maxEvidence=50");
    const { after } = await measured("upgrade: option", set, isOther);
    savepoint = release.startedFrom(after);
    expect(savepoint).toMatch(/^file:\/\/\/state\/savepoints\/savepoint-/);
  });

  test("the password is changed, and the Secret with it", async () => {
    await measured(
      "secret rotated",
      () => {
        broker.changePassword("two");
        login("two");
        // Kubernetes writes the file to the pods when it next looks at them: at once where they change, else within a minute or two.
        kubectl("annotate", "pods", "--all", "password=two");
      },
      isOther,
    );
  });

  test("an upgrade fails, and a rollback mends it", async () => {
    await measured("failed upgrade, rolled back", async () => {
      mustFail("--set", "pipeline.flink.image.tag=missing");
      await eventually(
        () => kubectl("get", "pods", "-l", "app.kubernetes.io/component=flink", "-o", "json"),
        (pods) =>
          pods.includes('"ErrImageNeverPull"') ||
          pods.includes('"ImagePullBackOff"') ||
          pods.includes('"ErrImagePull"'),
      );
      rollback();
    });
  });

  test("an upgrade that would read the state as what it is not leaves the job at work, and says so", async () => {
    const before = await theJob();
    mustFail("--set", "pipeline.options.key=origin");
    await keeperSays(/--key pair, this one has --key origin/);
    expect((await theJob()).jid).toBe(before.jid);
    await measured("refused upgrade, rolled back", rollback, () => (job) => job.jid === before.jid);
  });

  test("fromSavepoint is gone on from once, and the next change goes on from what is newer", async () => {
    const set = () => upgrade("--set", `pipeline.options.fromSavepoint=${savepoint}`);
    await measured("fromSavepoint", set, isAnother, savepoint);
    await measured("the next change", () => upgrade("--set", "pipeline.options.maxEvidence=40"), isOther);
  });

  test("the payments' topic is made anew under traffic", async () => {
    const admin = (work: string) => broker.withKafka(`const admin = kafka.admin(); await admin.connect(); ${work}`);
    const timesMs = (lines: string[]) => lines.map((line) => Date.parse(line.split(";")[0]));
    gone.push(...broker.recordsOf("transactions"));
    await measured(
      "topic made anew",
      async () => {
        admin('await admin.deleteTopics({ topics: ["transactions"] });');
        const topics = '[{ topic: "transactions", numPartitions: 2, replicationFactor: 1 }]';
        await eventually(
          () => admin(`await admin.createTopics({ topics: ${topics} });`),
          () => true,
        );
      },
      () => () => true,
    );
    const first = await eventually(
      () => broker.recordsOf("transactions"),
      ({ length }) => length > 0,
    );
    unknown.fromMs = Math.max(...timesMs(gone)) - RULE.gapMs;
    unknown.untilMs = Math.min(...timesMs(first)) + 2 * RULE.gapMs;
    await alertsFlow();
  });

  test("Kafka is away for a while", async () => {
    broker.setAway(true);
    await pause(AWAY_SECONDS * 1_000);
    await measured(
      `Kafka back after ${AWAY_SECONDS} s`,
      () => broker.setAway(false),
      () => () => true,
    );
    await alertsFlow();
  });

  test("the node is drained, and takes pods again", async () => {
    const [node] = box.kubectl("get", "nodes", "-o", "name").trim().split("\n");
    const name = node.replace("node/", "");
    await measured("node drained", () => {
      const ours = ["--pod-selector", "team=fraud"];
      box.kubectl("drain", name, ...ours, "--delete-emptydir-data", `--timeout=${PATIENCE}s`);
      box.kubectl("uncordon", name);
    });
  });

  test("after all of it the output is whole and right", async () => {
    endTraffic(kubectl);
    const all = reference([...gone, ...broker.recordsOf("transactions")], RULE);
    const expected = new Map([...all].filter(([, { start, end }]) => isKnown(start, end)));
    let alerts: string[] = [];
    const verdict = await eventually(() => {
      const left = newestAlerts(broker.recordsOf("fraud"));
      alerts = left
        .filter(({ windowStart, windowEnd }) => isKnown(Date.parse(windowStart), Date.parse(windowEnd)))
        .map((alert) => JSON.stringify(alert));
      return compare(expected, alerts);
    }, isExact).catch(() => compare(expected, alerts));
    const table = rows.map(({ operation, begunMs, seconds }, index) => {
      const endMs = rows[index + 1]?.begunMs ?? Number.POSITIVE_INFINITY;
      const own = new Map([...expected].filter(([, { end }]) => end >= begunMs && end < endMs));
      const { missing, different, notFinal } = compare(own, alerts);
      return { operation, seconds, alerts: own.size, missing, different, notFinal };
    });
    console.table(table);
    console.table(verdict);
    expect(verdict).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
    expect(verdict.expected).toBeGreaterThan(50);
    expect(broker.recordsOf("transactions-dead-letter")).toEqual([]);
  });
});
