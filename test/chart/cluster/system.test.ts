import { type Box, eventually, startBox } from "../support/box";
import { BROKER, startBroker } from "../support/broker";
import { IMAGES } from "../support/images";
import { operatorDefinition } from "../support/operatorDefinition";

const NAMESPACE = ["--namespace", "flink"];
const UPGRADE = [
  "upgrade",
  "--install",
  "flink-demo",
  "helm/flink-demo",
  ...NAMESPACE,
  "--wait",
  "--wait-for-jobs",
  "--timeout",
  "420s",
];
const SETTINGS = [
  ...["--set", `kafka.brokers=${BROKER}`, ...IMAGES],
  ...["--set", "pipeline.enabled=true,pipeline.flink.create=true,pipeline.options.gap=5s"],
  ...["--set", "generator.options.rate=20/s,generator.options.gap=5s,generator.options.amounts=log-normal"],
  ...["--set", "generator.options.schemes=30%,generator.options.kinds=structuring"],
];
interface FlinkJob {
  jid: string;
  name: string;
  state: string;
}

describe("the whole system in a cluster", () => {
  let box: Box;
  const curl = (url: string) => box.run("curl", "-sSf", "-m", "5", url);
  const jobs = (): FlinkJob[] =>
    JSON.parse(curl("http://flink-demo-flink.flink.svc.cluster.local:8081/jobs/overview")).jobs;
  const alerts = () => JSON.parse(curl("http://flink-demo-viewer.flink.svc.cluster.local/api/alerts?timing=ON_TIME"));

  beforeAll(async () => {
    box = await startBox();
    startBroker(box);
    box.kubectl("create", "namespace", "flink");
    box.kubectl("label", "namespace", "flink", "pod-security.kubernetes.io/enforce=restricted");
  }, 1_200_000);
  afterAll(async () => box?.stop(), 60_000);

  test("schemes that the generator plants are found by Flink and shown by the viewer", async () => {
    box.helm(...UPGRADE, ...SETTINGS);
    const { total } = await eventually(alerts, (found) => found.total >= 3, 180_000);
    expect(total).toBeGreaterThanOrEqual(3);
    const log = box.kubectl(...NAMESPACE, "logs", "deployment/flink-demo-viewer");
    expect(log).toMatch(/Detected Fraud: TransactionAggregate \{startTimestamp=\d+/);
  }, 700_000);

  test("Flink takes neither a jar nor a request of a foreign site, and answers to the names of its Service only", () => {
    const status = (...args: string[]) =>
      box.run("curl", "-sS", "-m", "5", "-o", "/dev/null", "-w", "%{http_code}", ...args).trim();
    const flink = "http://flink-demo-flink.flink.svc.cluster.local:8081";
    expect(status(`${flink}/jars`)).toBe("404");
    expect(status("-F", "jarfile=@/etc/hostname;filename=evil.jar", `${flink}/jars/upload`)).not.toBe("200");
    expect(status("-H", "Origin: http://evil.example", `${flink}/jobs/overview`)).toBe("403");
    expect(status("-H", "Host: evil.example:8081", `${flink}/jobs/overview`)).toBe("403");
    expect(status(`${flink}/jobs/overview`)).toBe("200");
  });

  test("an upgrade without other options leaves the job alone", () => {
    const before = jobs();
    box.helm(...UPGRADE, ...SETTINGS, "--set", "viewer.options.maxAlerts=500");
    expect(jobs().map(({ jid, state }) => [jid, state])).toEqual(before.map(({ jid }) => [jid, "RUNNING"]));
  }, 600_000);

  test("other options replace the job, which goes on from a savepoint", async () => {
    const [old] = jobs();
    box.helm(...UPGRADE, ...SETTINGS, "--set", "pipeline.options.threshold=12000");
    const said = box.kubectl(...NAMESPACE, "logs", "--selector", "app.kubernetes.io/component=submit", "--tail=20");
    expect(said).toMatch(/no job runs; the newest state is file:\/state\/savepoints\/savepoint-/);
    const running = jobs().filter(({ state }) => state === "RUNNING");
    expect(running).toHaveLength(1);
    expect(running[0].name).not.toBe(old.name);
    const { alerts: newest } = await eventually(alerts, (found) => found.alerts[0].threshold === "12000", 180_000);
    expect(newest[0].threshold).toBe("12000");
  }, 700_000);

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
  }, 180_000);
});
