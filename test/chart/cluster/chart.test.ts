import { setTimeout as pause } from "node:timers/promises";
import { box, createNamespace, eventually, PATIENCE, removeNamespaces } from "../support/box";
import { type Broker, startBroker } from "../support/broker";
import { IMAGES } from "../support/images";

const NAMESPACE = ["--namespace", "flink-chart"];
const RELEASE = ["flink-demo", "helm/flink-demo", ...NAMESPACE, "--wait", "--timeout", `${PATIENCE}s`];
const ALERT = {
  ...{ id: "a1", revision: 1, timing: "ON_TIME", final: true, grouping: "pair", origin: "3", target: "7" },
  ...{ windowStart: "2018-03-08T01:37:03.000Z", windowEnd: "2018-03-08T01:42:05.000Z" },
  ...{ firstTransaction: "2018-03-08T01:37:03.000Z", lastTransaction: "2018-03-08T01:38:19.000Z" },
  ...{ totalAmount: "23597", count: 2, threshold: "10000", truncated: false, reason: "the test's" },
  transactions: [
    { timestamp: "2018-03-08T01:37:03.000Z", origin: "3", target: "7", amount: "5857" },
    { timestamp: "2018-03-08T01:38:19.000Z", origin: "3", target: "7", amount: "17740" },
  ],
};

describe("the chart on a real cluster with a real broker", () => {
  let broker: Broker;
  let settings: string[];
  let kubectl: (...args: string[]) => string;
  const upgrade = (...flags: string[]) => box.helm("upgrade", ...RELEASE, "--reuse-values", ...flags);
  const page = (path: string) =>
    box.run("curl", "-sSf", "-m", "5", `http://flink-demo-viewer.flink-chart.svc.cluster.local${path}`);
  /** `Running/true/0` for each pod: phase, ready, restarts. */
  const pods = (component: string): string[] => {
    const { items } = JSON.parse(
      kubectl("get", "pods", "-l", `app.kubernetes.io/component=${component}`, "-o", "json"),
    );
    const alive = items.filter(
      ({ metadata }: { metadata: { deletionTimestamp?: string } }) => !metadata.deletionTimestamp,
    );
    return alive.map(
      ({ status }: { status: { phase: string; containerStatuses: { ready: boolean; restartCount: number }[] } }) =>
        [status.phase, status.containerStatuses[0].ready, status.containerStatuses[0].restartCount].join("/"),
    );
  };

  beforeAll(() => {
    broker = startBroker("kafka-chart");
    settings = ["--set", `kafka.brokers=${broker.address}`, ...IMAGES];
    kubectl = createNamespace("flink-chart");
    const topics = '{ topics: [{ topic: "transactions", numPartitions: 3, replicationFactor: 1 }] }';
    broker.withKafka(`const admin = kafka.admin(); await admin.connect(); await admin.createTopics(${topics});`);
  });
  afterAll(() => removeNamespaces("flink-chart", "elsewhere", "kafka-chart"));

  test("the API server takes every object, and helm install --wait ends with all pods ready", () => {
    box.run(
      "sh",
      "-c",
      `helm template flink-demo helm/flink-demo --skip-tests ${[...NAMESPACE, ...settings].join(" ")} | kubectl apply --dry-run=server -f -`,
    );
    expect(box.helm("install", ...RELEASE, ...settings)).toContain("STATUS: deployed");
    expect([...pods("generator"), ...pods("viewer")]).toEqual(["Running/true/0", "Running/true/0"]);
  });

  test("missing topics were created, the one that was there is as it was, and fraud is compacted", () => {
    const ask = `const admin = kafka.admin(); await admin.connect();
      const { topics } = await admin.fetchTopicMetadata();
      const { resources } = await admin.describeConfigs({ resources: [{ type: 2, name: "fraud", configNames: ["cleanup.policy"] }] });
      console.log(JSON.stringify([topics.map(({ name, partitions }) => name + " " + partitions.length).filter((name) => !/^__/.test(name)).sort(), resources[0].configEntries[0].configValue]));`;
    expect(JSON.parse(broker.withKafka(ask))).toEqual([
      ["fraud 1", "fraud-reviews 1", "fraud-rules 1", "fraud-shadow 1", "transactions 3", "transactions-dead-letter 1"],
      "compact",
    ]);
  });

  test("payments arrive on the topic", async () => {
    const before = broker.endOf("transactions");
    await eventually(
      () => broker.endOf("transactions"),
      (end) => end > before + 1,
    );
  });

  test("an alert shows in the viewer's log and, through the Service, on its page", async () => {
    broker.withKafka(`const producer = kafka.producer(); await producer.connect();
      await producer.send({ topic: "fraud", messages: [{ key: "a1", value: ${JSON.stringify(JSON.stringify(ALERT))} }] });`);
    await eventually(
      () => JSON.parse(page("/api/alerts")).total,
      (total) => total === 1,
    );
    expect(page("/")).toMatch(/<html/);
    const log = await eventually(
      () => kubectl("logs", "deployment/flink-demo-viewer"),
      (text) => text.includes("17740"),
    );
    expect(log).toContain(
      [
        "Detected Fraud: TransactionAggregate {startTimestamp=1520473023000, endTimestamp=1520473325000, totalAmount=23597:",
        "Transaction{timestamp=1520473023000, origin=3, target='7', amount=5857}",
        "Transaction{timestamp=1520473099000, origin=3, target='7', amount=17740}}",
      ].join("\n"),
    );
  });

  test("the commands in NOTES do what they say", async () => {
    const notes = box.helm("get", "notes", "flink-demo", ...NAMESPACE);
    const commands = notes.match(/^ {2}(kubectl|helm) .*/gm)?.map((line) => line.trim()) ?? [];
    expect(commands).toHaveLength(5);
    const [get, payments, alerts, forward, helmTest] = commands;
    expect(box.run("sh", "-c", get)).toMatch(/flink-demo-generator +1\/1[\s\S]*flink-demo-viewer +1\/1/);
    expect(box.run("sh", "-c", payments)).toMatch(/\d+;\d+;\d+/);
    expect(box.run("sh", "-c", alerts)).toContain("Detected Fraud");
    const forwarding = box.start("sh", "-c", forward);
    await eventually(
      () => box.run("curl", "-sSf", "http://127.0.0.1:8080/api/alerts"),
      (text) => text.includes("23597"),
    );
    forwarding.kill();
    expect(box.run("sh", "-c", helmTest)).toContain("Phase:          Succeeded");
  });

  test("pods are not root and can write to /tmp only", () => {
    const script = `const { writeFileSync } = require("fs");
      const tried = ["/app/x", "/tmp/x"].map((file) => { try { writeFileSync(file, ""); return "written"; } catch (error) { return error.code; } });
      console.log(process.getuid(), ...tried);`;
    expect(kubectl("exec", "deployment/flink-demo-generator", "--", "node", "-e", script).trim()).toBe(
      "1000 EROFS written",
    );
  });

  test("both parts are scaled on their own", () => {
    upgrade("--set", "generator.replicas=3,viewer.replicas=2");
    expect([pods("generator").length, pods("viewer").length]).toEqual([3, 2]);
    upgrade("--set", "generator.replicas=1,viewer.replicas=1");
  });

  test("another value reaches the generator by an upgrade", async () => {
    upgrade("--set", "generator.options.accountPrefix=acct-");
    await eventually(
      () => kubectl("logs", "deployment/flink-demo-generator", "--tail=20"),
      (text) => /;acct-\d/.test(text),
    );
  });

  test("an upgrade that cannot work leaves the old pods at work, and a rollback mends it", async () => {
    // Without the hook that looks for topics, all of the time is for what is to fail.
    const wrong = ["--set", "generator.options.start=2017-02-30", "--no-hooks", "--timeout", "25s"];
    expect(() => upgrade(...wrong)).toThrow(/UPGRADE FAILED/);
    expect(pods("generator")).toContain("Running/true/0");
    const failed = kubectl(
      "get",
      "pods",
      "-l",
      "app.kubernetes.io/component=generator",
      "--sort-by=.metadata.creationTimestamp",
      "-o",
      "name",
    );
    const newest = failed.trim().split("\n").at(-1) as string;
    await eventually(
      () => kubectl("logs", newest),
      (text) => text.includes('start in the configuration file: found "2017-02-30", expected a time'),
    );
    box.helm("rollback", "flink-demo", ...NAMESPACE, "--wait", "--timeout", `${PATIENCE}s`);
    await eventually(
      () => pods("generator"),
      (found) => found.join() === "Running/true/0",
    );
  });

  test("a broker that goes away makes pods unready and restarts none; they go on when it is back", async () => {
    const ready = () => [...pods("generator"), ...pods("viewer")].join();
    broker.setAway(true);
    await eventually(ready, (found) => found === "Running/false/0,Running/false/0");
    await pause(35_000); // three times what the liveness probe allows
    expect(ready()).toBe("Running/false/0,Running/false/0");
    broker.setAway(false);
    await eventually(ready, (found) => found === "Running/true/0,Running/true/0");
    const before = broker.endOf("transactions");
    await eventually(
      () => broker.endOf("transactions"),
      (end) => end > before,
    );
  });

  test("uninstalling leaves nothing", async () => {
    box.helm("uninstall", "flink-demo", ...NAMESPACE, "--wait", "--timeout", `${PATIENCE}s`);
    const kinds = "all,configmaps,secrets,serviceaccounts,jobs,networkpolicies,poddisruptionbudgets";
    await eventually(
      () => kubectl("get", kinds, "-l", "app.kubernetes.io/instance=flink-demo", "-o", "name").trim(),
      (left) => left === "",
    );
  });

  test("topics that cannot be created fail the installation before its deadline, helm tells why, and nothing stays", () => {
    const begun = Date.now();
    const wrong = broker.address.replace("9092", "9999");
    const install = ["install", "wrong", "helm/flink-demo", ...NAMESPACE, "--wait", ...IMAGES];
    expect(() => box.helm(...install, "--set", `kafka.brokers=${wrong}`)).toThrow(`--brokers: cannot use ${wrong}: `);
    const seconds = (Date.now() - begun) / 1_000;
    process.stderr.write(`a wrong broker fails the installation after ${seconds} s\n`);
    expect(seconds).toBeLessThan(180);
    box.helm("uninstall", "wrong", ...NAMESPACE, "--wait");
    const kinds = "all,configmaps,secrets,serviceaccounts,networkpolicies";
    expect(kubectl("get", kinds, "-l", "app.kubernetes.io/instance=wrong", "-o", "name").trim()).toBe("");
  });

  test("Secrets and their keys that are missing are told before anything is installed", () => {
    kubectl("create", "secret", "generic", "login", "--from-literal=pass=x");
    const set = [
      "kafka.tls.enabled=true,kafka.tls.existingSecret=certificates",
      "kafka.sasl.mechanism=plain,kafka.sasl.username=me,kafka.sasl.existingSecret=login",
      "viewer.authToken.existingSecret=token,imagePullSecrets[0].name=registry",
      "pipeline.enabled=true,pipeline.flink.create=true,pipeline.flink.existingClaim=claim",
    ];
    const install = () =>
      box.helm("install", "secrets", "helm/flink-demo", ...NAMESPACE, ...settings, "--set", set.join(","));
    expect(install).toThrow('kafka.tls.existingSecret: found no Secret "certificates" in namespace flink-chart');
    expect(install).toThrow('kafka.sasl.existingSecret: found no key "password" in Secret "login", only pass');
    expect(install).toThrow('viewer.authToken.existingSecret: found no Secret "token" in namespace flink-chart');
    expect(install).toThrow('imagePullSecrets: found no Secret "registry" in namespace flink-chart');
    expect(install).toThrow(
      'pipeline.flink.existingClaim: found no PersistentVolumeClaim "claim" in namespace flink-chart',
    );
    expect(box.helm("list", ...NAMESPACE, "--all", "--short").trim()).toBe("");
  });

  test("the plain manifests bring up the same in any namespace, and can be applied again with other settings", async () => {
    box.kubectl("create", "namespace", "elsewhere");
    const elsewhere = (...args: string[]) => box.kubectl("--namespace", "elsewhere", ...args);
    const apply = (edit: string) =>
      box.run(
        "sh",
        "-c",
        `cat helm/manifests/*.yaml | sed -e "s,kafka:9092,${broker.address}," -e "s,image: ,image: localhost/," ${edit} |
          kubectl --namespace elsewhere apply -f -`,
      );
    const rolledOut = () => {
      for (const part of ["generator", "viewer"]) {
        elsewhere("rollout", "status", `deployment/flink-demo-${part}`, "--timeout=120s");
      }
    };
    apply("");
    rolledOut();
    expect(apply("")).not.toMatch(/created|configured/);
    expect(apply('-e "s,memory: 96Mi,memory: 97Mi,"')).toMatch(/deployment.apps\/flink-demo-generator configured/);
    rolledOut();
    const inside = "http://flink-demo-viewer.elsewhere.svc.cluster.local/api/alerts";
    await eventually(
      () => JSON.parse(box.run("curl", "-sSf", "-m", "5", "-H", "Host: flink-demo-viewer", inside)).total,
      (total) => total === 1,
    );
  });
});
