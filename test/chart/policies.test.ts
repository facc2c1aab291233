import { mayReach, type Pod } from "./support/policies";
import { find, type KubernetesObject, render } from "./support/render";

const CREATED = ["--set", "pipeline.enabled=true,pipeline.flink.create=true,pipeline.options.kafkaConnector=beam"];
const EVERYTHING = ["--values", "test/chart/values/everything.yaml"];

const part = (component: string): Pod => ({
  namespace: "flink",
  labels: {
    "app.kubernetes.io/name": "flink-demo",
    "app.kubernetes.io/instance": "flink-demo",
    "app.kubernetes.io/component": component,
  },
});
const inNamespace = (namespace: string): Pod => ({ namespace, labels: { app: "any" } });
const BROKER = inNamespace("kafka");
const STRANGERS = [inNamespace("flink"), inNamespace("elsewhere"), part("generator"), part("viewer"), part("test")];
const PORTS = {
  flink: { rest: 8081 },
  "job-server": { jobs: 8099, artifacts: 8098 },
  "expansion-service": { expansion: 8097 },
};

/** The parts that may reach port `port` of `component`. */
function callers(objects: KubernetesObject[], component: string, port: number, portName: string): string[] {
  const parts = ["keeper", "job-server", "expansion-service", "flink"];
  return parts.filter((name) => mayReach(objects, { from: part(name), to: part(component), port, portName }));
}

describe("who reaches what runs code", () => {
  test("with the pipeline, strangers reach neither the created Flink nor Beam's servers", () => {
    const objects = render(...CREATED);
    for (const [component, ports] of Object.entries(PORTS)) {
      for (const [portName, port] of Object.entries(ports)) {
        const found = STRANGERS.filter((from) => mayReach(objects, { from, to: part(component), port, portName }));
        expect([component, found]).toEqual([component, []]);
      }
    }
  });

  test("the keeper reaches them, and the job server reaches Flink", () => {
    const objects = render(...CREATED);
    expect(callers(objects, "flink", 8081, "rest")).toEqual(["keeper", "job-server"]);
    expect(callers(objects, "job-server", 8099, "jobs")).toEqual(["keeper"]);
    expect(callers(objects, "job-server", 8098, "artifacts")).toEqual(["keeper"]);
    expect(callers(objects, "expansion-service", 8097, "expansion")).toEqual(["keeper"]);
  });

  test("the worker pool and Flink's other ports are for nobody else", () => {
    const objects = render(...CREATED);
    const all = [...STRANGERS, part("keeper"), part("job-server")];
    for (const port of [5555, 5556, 6123, 6122]) {
      expect(all.filter((from) => mayReach(objects, { from, to: part("flink"), port }))).toEqual([]);
    }
  });

  test("the pipeline's pods get out to DNS and Kafka, and nowhere else", () => {
    const objects = render(...CREATED);
    for (const name of ["flink", "keeper", "expansion-service"]) {
      const reach = (port: number, to = BROKER) => mayReach(objects, { from: part(name), to, port });
      expect([reach(9092), reach(53), reach(443), reach(8080, part("viewer"))]).toEqual([true, true, false, false]);
    }
    expect(mayReach(objects, { from: part("job-server"), to: BROKER, port: 9092 })).toBe(false);
  });

  test("who publishes rules gets out to DNS and Kafka, and nobody gets in", () => {
    const topic = [
      "--set",
      "pipeline.options.kafkaConnector=,pipeline.rulesTopic=fraud-rules,networkPolicy.enabled=true",
    ];
    const objects = render(...CREATED, ...topic);
    const reach = (port: number, to = BROKER) => mayReach(objects, { from: part("rules"), to, port });
    expect([reach(9092), reach(53), reach(443), reach(8081, part("flink"))]).toEqual([true, true, false, false]);
    expect(mayReach(objects, { from: part("keeper"), to: part("rules"), port: 8080 })).toBe(false);
  });

  test("a Flink of one's own is reached at the port of its address", () => {
    const at = (url: string, port: number) => {
      const objects = render(
        "--set",
        `pipeline.enabled=true,pipeline.flink.savepointDir=s3://f/s,pipeline.flink.url=${url}`,
      );
      return mayReach(objects, { from: part("job-server"), to: inNamespace("elsewhere"), port });
    };
    expect([at("http://flink:8081", 8081), at("http://flink:8081", 80)]).toEqual([true, false]);
    expect([at("http://flink", 80), at("https://flink", 443), at("https://flink", 80)]).toEqual([true, true, false]);
  });

  test("the schema registry is reached by those who read or write Avro, at the port of its address", () => {
    const registry = ["--set", "schemaRegistry.url=https://registry,networkPolicy.enabled=true"];
    const reach = (name: string, ...flags: string[]) =>
      mayReach(render(...CREATED, ...registry, ...flags), {
        from: part(name),
        to: inNamespace("elsewhere"),
        port: 443,
      });
    const parts = ["flink", "generator"];
    expect(parts.map((name) => reach(name))).toEqual([false, false]);
    const avro = ["--set", "pipeline.options.format=avro,generator.options.format=avro"];
    expect(parts.map((name) => reach(name, ...avro))).toEqual([true, true]);
    expect(["keeper", "job-server", "viewer"].map((name) => reach(name, ...avro))).toEqual([false, false, false]);
    const alerts = ["--set", "pipeline.options.alertFormat=avro"];
    expect(["flink", "viewer", "generator"].map((name) => reach(name, ...alerts))).toEqual([true, true, false]);
  });

  test("networkPolicy.pipeline=false leaves them open", () => {
    const objects = render(...CREATED, "--set", "networkPolicy.pipeline=false");
    expect(mayReach(objects, { from: inNamespace("flink"), to: part("flink"), port: 8081 })).toBe(true);
  });

  test("Prometheus and `helm test` read the keeper's health, others where nobody is named", () => {
    const reach = (from: Pod, ...flags: string[]) =>
      mayReach(render(...CREATED, ...flags), { from, to: part("keeper"), port: 8080, portName: "http" });
    const everything = [...EVERYTHING, "--set", "pipeline.flink.url="];
    expect([inNamespace("monitoring"), part("test")].map((from) => reach(from, ...everything))).toEqual([true, true]);
    expect(reach(inNamespace("elsewhere"), ...everything)).toBe(false);
    expect(reach(inNamespace("elsewhere"))).toBe(true);
  });

  test("Prometheus reads Flink's figures where a ServiceMonitor says so", () => {
    const figures = [
      [9249, "jm-metrics"],
      [9250, "tm-metrics"],
      [5556, "http"],
    ] as const;
    const reach = (from: Pod, ...flags: string[]) =>
      figures.map(([port, portName]) =>
        mayReach(render(...CREATED, ...flags), { from, to: part("flink"), port, portName }),
      );
    const everything = [...EVERYTHING, "--set", "pipeline.flink.url="];
    expect(reach(inNamespace("monitoring"), ...everything)).toEqual([true, true, true]);
    expect(reach(inNamespace("elsewhere"), ...everything)).toEqual([false, false, false]);
    expect(reach(inNamespace("elsewhere"), "--set", "serviceMonitor.enabled=true")).toEqual([true, true, true]);
    expect(reach(inNamespace("elsewhere"))).toEqual([false, false, false]);
  });

  test("others are let in by name", () => {
    const objects = render(...CREATED, ...EVERYTHING, "--set", "pipeline.flink.url=");
    const reach = (from: Pod) => mayReach(objects, { from, to: part("flink"), port: 8081, portName: "rest" });
    expect([reach(inNamespace("operations")), reach(inNamespace("elsewhere"))]).toEqual([true, false]);
    const out = (port: number) => mayReach(objects, { from: part("flink"), to: BROKER, port });
    expect([9000, 9093, 9095, 9096].map(out)).toEqual([true, true, true, false]);
  });
});

describe("who opens the page", () => {
  test("viewerFrom shuts out neither Prometheus nor `helm test`", () => {
    const objects = render(...EVERYTHING);
    const reach = (from: Pod) => mayReach(objects, { from, to: part("viewer"), port: 8080, portName: "http" });
    expect([inNamespace("ingress"), inNamespace("monitoring"), part("test")].map(reach)).toEqual([true, true, true]);
    expect([inNamespace("elsewhere"), part("generator")].map(reach)).toEqual([false, false]);
  });

  test("the pod of `helm test` is called as the policies call it", () => {
    expect(find(render(), "Pod", "test").metadata.labels).toMatchObject(part("test").labels);
  });
});
