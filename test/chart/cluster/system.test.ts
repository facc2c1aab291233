import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareRules, isRight, type RulesVerdict, rightAlerts } from "../../live/support/rulesJudge";
import { PLAIN_DEFAULT_RULES } from "../../rules/plainDefault";
import { box, createNamespace, eventually, PATIENCE, removeNamespaces } from "../support/box";
import { type Broker, startBroker } from "../support/broker";
import { alertExpressions, dashboardExpressions, selectorsOf } from "../support/expressions";
import { IMAGES } from "../support/images";
import { operatorDefinition } from "../support/operatorDefinition";
import { prometheusProgram } from "../support/prometheus";
import { createRelease } from "../support/release";
import { render } from "../support/render";

const NAMESPACE = "flink";
const UPGRADE = [
  "upgrade",
  "--install",
  "flink-demo",
  "helm/flink-demo",
  "--namespace",
  NAMESPACE,
  "--wait",
  "--timeout",
  `${PATIENCE}s`,
];
const DAY_MS = 86_400_000;
const DAYS_OF_PAYMENTS = 10;
/** What lies behind the newest payment by this much has been judged for good. */
const SETTLED_MS = 3_600_000;
/** The chart's own: the rules that come along. Ten days of payments as fast as they can be written, then with the clock. */
const SETTINGS = [
  ...IMAGES,
  ...["--set", "pipeline.enabled=true,pipeline.flink.create=true"],
  ...["--set", `generator.options.start=${new Date(Date.now() - DAYS_OF_PAYMENTS * DAY_MS).toISOString()}`],
  ...["--set", "generator.options.speed=max,generator.options.rate=0.05/s,generator.options.accounts=3000"],
  ...["--set", "generator.options.schemes=1%,generator.options.kinds=all,generator.options.honest=all"],
];
const OWN_RULE = { id: "each", title: "Each", key: "origin", window: { session: "1m" }, when: "count >= 1" };

describe("the whole system in a cluster", () => {
  const { jobs, running, ...release } = createRelease(NAMESPACE);
  let broker: Broker;
  let kubectl: (...args: string[]) => string;
  const upgrade = (...flags: string[]) =>
    box.helm(...UPGRADE, ...SETTINGS, "--set", `kafka.brokers=${broker.address}`, ...flags);
  const viewer = `http://flink-demo-viewer.${NAMESPACE}.svc.cluster.local`;
  const alerts = () => JSON.parse(box.run("curl", "-sSf", "-m", "5", `${viewer}/api/alerts?timing=ON_TIME`));

  beforeAll(() => {
    broker = startBroker("kafka-system");
    kubectl = createNamespace(NAMESPACE);
  });
  afterAll(() => removeNamespaces(NAMESPACE, "kafka-system"));

  /** Once the payments of the past are all there: how what was found differs from what the default rules must find, as far as it is settled. */
  const judged = async () => {
    const timeOf = (line?: string) => Date.parse(line?.split(";")[0] ?? "");
    const lines = await eventually(
      () => broker.recordsOf("transactions"),
      (found) => timeOf(found.at(-1)) > Date.now() - SETTLED_MS,
    );
    const settledMs = timeOf(lines.at(-1)) - SETTLED_MS;
    const expected = rightAlerts(PLAIN_DEFAULT_RULES, lines, settledMs);
    let verdict: RulesVerdict | undefined;
    await eventually(
      () => {
        const found = broker.recordsOf("fraud");
        verdict = compareRules(
          expected,
          found.filter((text) => Date.parse(JSON.parse(text).windowEnd) <= settledMs),
        );
        return verdict;
      },
      isRight,
      // On a busy machine Flink may have to be started a second time, and then reads all of it again.
      480_000,
    ).catch(() => undefined);
    console.table(verdict);
    return verdict;
  };

  test("the rules that come along find in the generator's payments just what they should, and the viewer shows it", async () => {
    upgrade();
    const found = await judged();
    expect(found).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
    expect(found?.expected).toBeGreaterThan(80);
    await eventually(alerts, ({ total }) => total > 80);
    const health = () => JSON.parse(box.run("curl", "-sSf", "-m", "5", `${viewer}/api/health`));
    const { job, rejected } = await eventually(health, (found) => found.job?.state === "running");
    expect(job.name).toMatch(/^fraud-detection-/);
    expect(rejected).toMatchObject({ topic: "transactions-dead-letter", notReady: null, count: 0 });
    const log = kubectl("logs", "deployment/flink-demo-viewer");
    expect(log).toMatch(/Detected Fraud: TransactionAggregate \{startTimestamp=\d+/);
  });

  test("Flink takes neither a jar nor a request of a foreign site, and answers to the names of its Service only", () => {
    const status = (...args: string[]) =>
      box.run("curl", "-sS", "-m", "5", "-o", "/dev/null", "-w", "%{http_code}", ...args).trim();
    expect(status(`${release.flink}/jars`)).toBe("404");
    expect(status("-F", "jarfile=@/etc/hostname;filename=evil.jar", `${release.flink}/jars/upload`)).not.toBe("200");
    expect(status("-H", "Origin: http://evil.example", `${release.flink}/jobs/overview`)).toBe("403");
    expect(status("-H", "Host: evil.example:8081", `${release.flink}/jobs/overview`)).toBe("403");
    expect(status(`${release.flink}/jobs/overview`)).toBe("200");
  });

  test("Prometheus finds all that the alerts and the dashboard ask for", async () => {
    const prometheus = await prometheusProgram("prometheus");
    const ip = (component: string) =>
      kubectl(
        "get",
        "pods",
        "-l",
        `app.kubernetes.io/component=${component}`,
        "-o",
        "jsonpath={.items[0].status.podIP}",
      );
    const [flink, keeper, viewer, generator] = ["flink", "keeper", "viewer", "generator"].map(ip);
    const scrape = (name: string, ...targets: string[]) => ({
      job_name: `flink-demo-${name}`,
      static_configs: [{ targets, labels: { namespace: NAMESPACE } }],
    });
    const folder = mkdtempSync(join(tmpdir(), "prometheus-"));
    const jobs = [
      scrape("flink", `${flink}:9249`, `${flink}:9250`, `${flink}:5556`),
      ...[
        scrape("keeper", `${keeper}:8080`),
        scrape("viewer", `${viewer}:8080`),
        scrape("generator", `${generator}:8080`),
      ],
    ];
    writeFileSync(
      join(folder, "prometheus.yml"),
      JSON.stringify({ global: { scrape_interval: "1s" }, scrape_configs: jobs }),
    );
    const address = "127.0.0.1:9099";
    const files = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`];
    const server = box.start(prometheus, ...files, `--web.listen-address=${address}`);
    const alerts = alertExpressions(
      render("--set", "pipeline.enabled=true,pipeline.flink.create=true,prometheusRule.enabled=true"),
    );
    // The job has its rules by itself: Flink measures no lag of theirs.
    const asked = [
      ...new Set([...Object.values(alerts), ...dashboardExpressions(NAMESPACE)].flatMap(selectorsOf)),
    ].filter((text) => !text.includes("rulesLagMs"));
    const query = (text: string): unknown[] =>
      JSON.parse(box.run("curl", "-sSf", "-G", `http://${address}/api/v1/query`, "--data-urlencode", `query=${text}`))
        .data.result;
    // What was read from long ago has had its windows ended before anybody could be warned.
    broker.withKafka(`const producer = kafka.producer(); await producer.connect();
      const value = new Date().toISOString() + ";early;2;50000";
      await producer.send({ topic: "transactions", messages: [{ key: "early;2", value }] }); await producer.disconnect();`);
    try {
      await eventually(
        () => asked.filter((text) => query(text).length === 0),
        (missing) => missing.length === 0,
      );
      expect(asked.length).toBeGreaterThan(20);
    } finally {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("an upgrade without other options leaves the job alone", () => {
    const before = jobs();
    upgrade("--set", "viewer.options.maxAlerts=500");
    expect(jobs().map(({ jid, state }) => [jid, state])).toEqual(before.map(({ jid }) => [jid, "RUNNING"]));
  });

  test("without a claim the job begins anew when Flink's pod goes, and finds the same under the same ids", async () => {
    const [before] = running();
    const known = alerts().total;
    const sent = broker.endOf("fraud");
    kubectl("delete", "pod", "-l", "app.kubernetes.io/component=flink");
    await eventually(running, ([job]) => job !== undefined && job.jid !== before.jid);
    const said = kubectl("logs", "deployment/flink-demo-keeper");
    expect(said).toContain("no job runs and there is no state of one");
    await eventually(
      () => broker.endOf("fraud"),
      (end) => end >= sent + known,
    );
    expect(await judged()).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
    // Those of before came a second time, and are no others.
    expect(alerts().total).toBeLessThan(1.1 * known);
  });

  test("rules of one's own replace the job, which goes on from a savepoint", async () => {
    const [old] = running();
    upgrade("--set-json", `pipeline.rules=${JSON.stringify({ rules: [OWN_RULE] })}`);
    const said = kubectl("logs", "deployment/flink-demo-keeper");
    expect(said).toMatch(/the newest state is file:\/\/\/state\/savepoints\/savepoint-/);
    const now = running();
    expect(now).toHaveLength(1);
    expect(now[0].name).not.toBe(old.name);
    await eventually(
      () => broker.recordsOf("fraud").filter((text) => text.includes('"id":"each"')),
      (found) => found.length > 0,
    );
  });

  test("rules of a topic are published before the keeper asks for them, and other ones leave keeper and job at work", async () => {
    const publish = (limit: number) => {
      const rules = { rules: [{ ...OWN_RULE, id: "live", when: `count >= ${limit}` }] };
      const topic = ["--set", "pipeline.rulesTopic=fraud-rules,pipeline.keeper.otherState=ignore"];
      upgrade(...topic, "--set-json", `pipeline.rules=${JSON.stringify(rules)}`);
    };
    const atWork = () => [
      ...jobs().flatMap(({ jid, state }) => (state === "RUNNING" ? jid : [])),
      kubectl("get", "pods", "-l", "app.kubernetes.io/component=keeper", "-o", "name"),
    ];
    publish(2);
    const before = atWork();
    expect(before).toHaveLength(2);
    publish(2);
    expect(broker.endOf("fraud-rules")).toBe(1);
    publish(1);
    expect(broker.endOf("fraud-rules")).toBe(2);
    await eventually(
      () => broker.recordsOf("fraud").map((text) => JSON.parse(text).rule),
      (found) => found.some((rule) => rule?.id === "live" && rule.version === 2),
    );
    expect(atWork()).toEqual(before);
  });

  test("rules are published by hand as the notes say", async () => {
    const notes = box.helm("get", "notes", "flink-demo", "--namespace", NAMESPACE);
    const commands = [...notes.matchAll(/^ {2}(kubectl .* exec .*)$/gm)].map(([, command]) => command);
    expect(commands).toHaveLength(2);
    const rule = { ...OWN_RULE, id: "by-hand" };
    const file = `echo '${JSON.stringify({ rules: [rule] })}' > my-rules.yaml`;
    const said = box.run(
      "sh",
      "-ec",
      ["export USER=somebody", "cd $(mktemp -d)", file, ...commands, commands[0]].join("\n"),
    );
    expect(said).toContain("by-hand version 1");
  });

  test("the example for the Flink operator is what its resource definition asks for", async () => {
    box.kubectl("create", "-f", await operatorDefinition());
    const check = (file: string) => box.kubectl("create", "--dry-run=server", "--validate=strict", "-f", file);
    await eventually(
      () => check("helm/examples/flink-operator.yaml"),
      (said) => said.includes("flinkdeployment.flink.apache.org/fraud created"),
    );
    const wrong =
      "sed s/flinkVersion:/flinkVersoin:/ helm/examples/flink-operator.yaml | kubectl create --dry-run=server --validate=strict -f -";
    expect(() => box.run("sh", "-c", wrong)).toThrow(/flinkVersoin/);
  });
});
