import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readConfig } from "../../config/readConfig";
import { rulesCommandOptions } from "../../pipelines/rules/options";
import { reviewsCommandOptions } from "../../reviews/commands/options";
import { BROKERS, find, render, renderRelease } from "./support/render";

const EVERYTHING = ["--values", "test/chart/values/everything.yaml"];
const CREATED = ["--set", "pipeline.enabled=true,pipeline.flink.create=true"];
const container = (objects: ReturnType<typeof render>, kind: string, end: string) =>
  find(objects, kind, end).spec.template.spec.containers[0];

describe("the objects of the chart", () => {
  test("a broker is all that it needs for generator, viewer, its Service and the topics", () => {
    expect(
      render()
        .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
        .sort(),
    ).toEqual([
      "ConfigMap flink-demo-generator",
      "ConfigMap flink-demo-viewer",
      "Deployment flink-demo-generator",
      "Deployment flink-demo-viewer",
      "Job flink-demo-topics",
      "Pod flink-demo-test",
      "Service flink-demo-viewer",
      "ServiceAccount flink-demo",
    ]);
  });

  test("the keeper finds one's own version of the schema beside its options", () => {
    const own = { type: "record", name: "Payment", fields: [{ name: "at", type: "long", aliases: ["time"] }] };
    const objects = render(...CREATED, "--set-json", `pipeline.readerSchema=${JSON.stringify(own)}`);
    const { data } = find(objects, "ConfigMap", "keeper");
    expect(JSON.parse(data["reader.avsc"])).toEqual(own);
    expect(parse(data["pipeline.yaml"])["reader-schema"]).toBe("/etc/flink-demo/reader.avsc");
    expect(find(render(...CREATED), "ConfigMap", "keeper").data["reader.avsc"]).toBeUndefined();
  });

  test("a viewer of a job that the chart does not run reads alerts in Avro, too", () => {
    const registry = ["--set", "schemaRegistry.url=https://registry:8081,pipeline.options.alertFormat=avro"];
    expect(parse(find(render(...registry), "ConfigMap", "viewer").data["viewer.yaml"])).toMatchObject({
      "schema-registry": "https://registry:8081",
    });
  });

  test("who reads or writes Avro gets the schema registry's address and files, and nobody else", () => {
    const registry = ["url=https://registry:8081", "username=u", "existingSecret=s", "caKey=ca.crt"];
    const flags = ["--set", registry.map((one) => `schemaRegistry.${one}`).join()];
    const of = (name: string, file: string, ...more: string[]) => {
      const objects = render(...CREATED, ...flags, ...more);
      const { volumes, containers } = find(objects, "Deployment", name).spec.template.spec;
      return {
        options: parse(find(objects, "ConfigMap", name).data[file]),
        volume: volumes.find((one: { name: string }) => one.name === "schema-registry"),
        mount: containers[0].volumeMounts.find((one: { name: string }) => one.name === "schema-registry"),
      };
    };
    for (const [name, file, part, option = "format"] of [
      ["keeper", "pipeline.yaml", "pipeline"],
      ["keeper", "pipeline.yaml", "pipeline", "alertFormat"],
      ["viewer", "viewer.yaml", "pipeline", "alertFormat"],
      ["generator", "generator.yaml", "generator"],
    ]) {
      expect(of(name, file, "--set", `${part}.options.${option}=avro`)).toMatchObject({
        options: {
          "schema-registry": "https://registry:8081",
          "schema-registry-username": "u",
          "schema-registry-password-file": "/etc/schema-registry/password",
          "schema-registry-ca-file": "/etc/schema-registry/ca.crt",
        },
        volume: { secret: { secretName: "s" } },
        mount: { mountPath: "/etc/schema-registry", readOnly: true },
      });
      const others = of(name, file, "--set", `${part}.options.${option}=json`);
      expect([others.options["schema-registry"], others.volume, others.mount]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  test("parts can be left out", () => {
    const left = render(
      "--set",
      "generator.enabled=false,topics.create=false,tests.enabled=false,serviceAccount.create=false",
    );
    expect(left.map(({ kind }) => kind).sort()).toEqual(["ConfigMap", "Deployment", "Service"]);
  });

  test("every pod satisfies Pod Security's level restricted, has no token, and can write to /tmp only", () => {
    const objects = [EVERYTHING, CREATED, [...CREATED, "--set", "pipeline.rulesTopic=fraud-rules"]];
    for (const object of objects.flatMap((flags) => render(...flags))) {
      const pod = object.spec?.template?.spec ?? (object.kind === "Pod" ? object.spec : undefined);
      if (pod === undefined) continue;
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      });
      for (const { name, ...settings } of pod.containers.filter((one: { name: string }) => one.name !== "more")) {
        expect([object.metadata.name, name, settings.securityContext]).toEqual([
          object.metadata.name,
          name,
          { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true },
        ]);
        expect(settings.resources).toMatchObject({
          requests: { cpu: expect.anything() },
          limits: { memory: expect.anything() },
        });
      }
    }
  });

  test("liveness never asks for Kafka, readiness does", () => {
    for (const part of ["generator", "viewer"]) {
      const { livenessProbe, readinessProbe, startupProbe } = container(render(), "Deployment", part);
      expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
        "/healthz",
        "/healthz",
        "/readyz",
      ]);
    }
  });

  test("other options roll the pods, the same ones do not", () => {
    const checksum = (...flags: string[]) =>
      find(render(...flags), "Deployment", "generator").spec.template.metadata.annotations["checksum/config"];
    expect(checksum()).toBe(checksum("--set", "viewer.options.maxAlerts=7"));
    expect(checksum()).not.toBe(checksum("--set", "generator.options.rate=7/s"));
  });

  test("a generator that ends is a Job, and other settings are another Job", () => {
    const job = (count: number) =>
      find(
        render("--set", `generator.options.count=${count}`).filter(({ metadata }) => /generator/.test(metadata.name)),
        "Job",
      );
    expect(job(5).spec.template.spec.restartPolicy).toBe("OnFailure");
    expect(job(5).metadata.name).not.toBe(job(6).metadata.name);
  });

  test("without a seed each generator takes its pod's name for one", () => {
    expect(container(render(), "Deployment", "generator").env).toEqual([
      { name: "GENERATOR_SEED", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    ]);
    expect(container(render("--set", "generator.options.seed=x"), "Deployment", "generator").env).toBeUndefined();
  });

  test("a digest wins over the tag, and the tag over the chart's version", () => {
    const image = (...flags: string[]) => container(render(...flags), "Deployment", "viewer").image;
    expect(image()).toBe("streaming-fraud-detection:1.0.0");
    expect(image("--set-string", "image.tag=2")).toBe("streaming-fraud-detection:2");
    expect(image("--set-string", "image.tag=2,image.digest=sha256:ab")).toBe("streaming-fraud-detection@sha256:ab");
  });

  test("secrets are mounted files, and their names the only thing that is rendered", () => {
    const objects = render(...EVERYTHING);
    for (const part of ["generator", "viewer"]) {
      const { volumes } = find(objects, "Deployment", part).spec.template.spec;
      expect(volumes).toContainEqual({ name: "kafka-tls", secret: { secretName: "kafka-tls", defaultMode: 0o440 } });
      expect(find(objects, "ConfigMap", part).data[`${part}.yaml`]).toContain(
        "sasl-password-file: /etc/kafka/sasl/password",
      );
    }
    expect(objects.map(({ kind }) => kind)).not.toContain("Secret");
  });

  test("keys for S3 come from their Secret, to the keeper and to those of Flink's containers that write state", () => {
    const objects = render(
      ...["--set", "pipeline.enabled=true,pipeline.flink.create=true,pipeline.s3.existingSecret=keys"],
      ...["--set", "pipeline.s3.secretKeyKey=secret"],
    );
    const env = [
      { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "keys", key: "access-key" } } },
      { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "keys", key: "secret" } } },
    ];
    const containers = objects
      .filter(({ kind }) => kind === "Deployment")
      .flatMap(({ spec }) => spec.template.spec.containers as { name: string; env?: { name: string }[] }[]);
    const having = containers.filter((one) => one.env?.some(({ name }) => name.startsWith("AWS_")));
    expect(having.map(({ name }) => name).sort()).toEqual(["jobmanager", "keeper", "taskmanager"]);
    for (const one of having) expect(one.env).toEqual(expect.arrayContaining(env));
  });

  test("the user that pods run as has a name in Flink's image, which Flink's plugin for S3 asks for", () => {
    const { runAsUser, runAsGroup } = find(render(...CREATED), "Deployment", "flink").spec.template.spec
      .securityContext;
    expect(readFileSync("runtime/docker/Dockerfile", "utf8")).toContain(`'app:x:${runAsUser}:${runAsGroup}:`);
  });

  test("the network policies let pods out to DNS and to the brokers' ports only, and the viewer to the keeper", () => {
    const { spec } = find(render(...EVERYTHING), "NetworkPolicy", "viewer");
    expect(spec.egress.map(({ ports }: { ports: { port: number }[] }) => ports.map(({ port }) => port))).toEqual([
      [53, 53],
      [9093, 9094, 9095],
      ["http"],
    ]);
  });

  test("the page answers to the names of its Service, of its Ingress and those that are added", () => {
    const names = (...flags: string[]) =>
      /allowed-hosts: "(.*)"/.exec(find(render(...flags), "ConfigMap", "viewer").data["viewer.yaml"])?.[1].split(",");
    const service = ["", ".flink", ".flink.svc", ".flink.svc.cluster.local"].map((end) => `flink-demo-viewer${end}`);
    expect(names()).toEqual(service);
    const added = ["--set", "viewer.options.allowedHosts=a.example.org\\,b.example.org"];
    expect(names(...EVERYTHING, ...added)).toEqual(["fraud.example.org", "a.example.org", "b.example.org", ...service]);
  });

  test("every pod goes where it is told", () => {
    const wanted = {
      nodeSelector: { zone: "a" },
      tolerations: [{ key: "fraud", operator: "Exists" }],
      affinity: { podAntiAffinity: {} },
      priorityClassName: "high",
    };
    const parts = {
      ...{ generator: "generator", viewer: "viewer", topics: "topics", tests: "test", "pipeline.flink": "flink" },
      ...{ "pipeline.jobServer": "job-server", "pipeline.expansionService": "expansion-service" },
      "pipeline.keeper": "keeper",
    };
    const flags = Object.keys(parts).flatMap((part) =>
      Object.entries(wanted).flatMap(([name, value]) => ["--set-json", `${part}.${name}=${JSON.stringify(value)}`]),
    );
    const objects = render(...CREATED, "--set", "pipeline.options.kafkaConnector=beam", ...flags);
    const pods = objects.filter(({ kind }) => ["Deployment", "Job", "Pod"].includes(kind));
    const found = pods.map(({ kind, spec, metadata }) => [
      metadata.labels["app.kubernetes.io/component"],
      kind === "Pod" ? spec : spec.template.spec,
    ]);
    expect(found.map(([component]) => component).sort()).toEqual(Object.values(parts).sort());
    for (const [component, spec] of found) expect({ component, ...spec }).toMatchObject({ component, ...wanted });
  });

  test("objects of one's own come along, with the chart's templates in them", () => {
    const name = { kind: "ConfigMap", metadata: { name: "{{ .Release.Name }}-mine" } };
    const text = 'kind: Secret\nmetadata:\n  name: {{ include "flink-demo.fullname" . }}-yours';
    const objects = render("--set-json", `extraObjects=${JSON.stringify([name, text])}`);
    expect(find(objects, "ConfigMap", "mine").metadata.name).toBe("flink-demo-mine");
    expect(find(objects, "Secret", "yours").metadata.name).toBe("flink-demo-yours");
  });

  test("the created Flink takes any option of Flink's, which wins over the chart's", () => {
    const set = [
      "--set-json",
      'pipeline.flink.configuration={"state.backend.type":"rocksdb","metrics.reporters":"prom"}',
    ];
    const config = parse(find(render(...CREATED, ...set), "ConfigMap", "-flink").data["config.yaml"]);
    expect(config).toMatchObject({
      ...{ "state.backend.type": "rocksdb", "metrics.reporters": "prom", "rest.port": 8081 },
      "web.submit.enable": false,
    });
  });

  test("topics are created by a Job before installation, or by the pods themselves", () => {
    const inits = (...flags: string[]) =>
      ["generator", "viewer"].map(
        (part) => find(render(...flags), "Deployment", part).spec.template.spec.initContainers,
      );
    expect(inits()).toEqual([undefined, undefined]);
    const init = ["--set", "topics.by=init"];
    expect(render(...init).map(({ kind }) => kind)).not.toContain("Job");
    const job = find(render(), "Job", "topics").spec.template.spec.containers;
    expect(inits(...init)).toEqual([job, job]);
    expect(inits(...init, "--set", "topics.create=false")).toEqual([undefined, undefined]);
  });

  test("Prometheus finds both services by the labels of their Services", () => {
    const objects = render(...EVERYTHING);
    for (const part of ["generator", "viewer"]) {
      const monitor = find(objects, "ServiceMonitor", part);
      expect(monitor.metadata.labels.release).toBe("prometheus");
      expect(find(objects, "Service", part).metadata.labels).toMatchObject(monitor.spec.selector.matchLabels);
      expect(find(objects, "Service", part).spec.ports[0].name).toBe(monitor.spec.endpoints[0].port);
    }
  });

  test("two releases in a namespace share no name", () => {
    const names = (release: string) => new Set(renderRelease(release, ...BROKERS).match(/^ {2}name: .*/gm));
    const others = names("b");
    expect([...names("a")].filter((name) => others.has(name))).toEqual([]);
  });

  test("a long release name gives no name beyond 63 characters", () => {
    const text = renderRelease("a".repeat(53), ...BROKERS, ...CREATED);
    expect((text.match(/^ {2}name: .*/gm) ?? []).filter((line) => line.length - "  name: ".length > 63)).toEqual([]);
  });

  test("the expansion service is there for Beam's KafkaIO only", () => {
    const names = (...flags: string[]) => render(...CREATED, ...flags).map(({ metadata }) => metadata.name);
    expect(names()).not.toContain("flink-demo-expansion-service");
    const beam = ["--set", "pipeline.options.kafkaConnector=beam"];
    expect(names(...beam)).toContain("flink-demo-expansion-service");
    const config = (...flags: string[]) =>
      find(render(...CREATED, ...flags), "ConfigMap", "keeper").data["pipeline.yaml"];
    expect(config()).not.toContain("expansion-service:");
    expect(config(...beam)).toContain("expansion-service: flink-demo-expansion-service:8097");
  });

  test("other pipeline options reach the keeper, and nothing of it is immutable", () => {
    const keeper = (...flags: string[]) => find(render(...CREATED, ...flags), "Deployment", "keeper");
    expect(keeper("--set", "viewer.replicas=2")).toEqual(keeper());
    const other = keeper("--set", "pipeline.options.threshold=5,podLabels.team=fraud");
    expect(other.spec.template.metadata.annotations).not.toEqual(keeper().spec.template.metadata.annotations);
    expect(other.spec.selector).toEqual(keeper().spec.selector);
    expect(render(...CREATED).filter(({ kind, metadata }) => kind === "Job" && !metadata.annotations)).toEqual([]);
  });

  test("the keeper reads the claim of the created Flink, beside it on its node", () => {
    const pod = (...flags: string[]) => find(render(...CREATED, ...flags), "Deployment", "keeper").spec.template.spec;
    const claim = ["--set", "pipeline.flink.existingClaim=state"];
    const named = ({ volumes }: { volumes: { name: string }[] }) => volumes.find(({ name }) => name === "state");
    expect(named(pod())).toBeUndefined();
    expect(pod().affinity).toBeUndefined();
    expect(named(pod(...claim))).toMatchObject({ persistentVolumeClaim: { claimName: "state" } });
    expect(pod(...claim).containers[0].volumeMounts).toContainEqual({
      ...{ name: "state", mountPath: "/state", readOnly: true },
    });
    const [term] = pod(...claim).affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    const flink = find(render(...CREATED, ...claim), "Deployment", "-flink");
    expect(flink.spec.template.metadata.labels).toMatchObject(term.labelSelector.matchLabels);
  });

  test("a Flink of somebody's own keeps its own settings of state and restarts: jobs bring none", () => {
    const config = (...flags: string[]) =>
      Object.keys(parse(find(render(...flags), "ConfigMap", "-flink").data["config.yaml"]));
    expect(config(...CREATED)).toContain("state.checkpoints.dir");
    const own = "pipeline.enabled=true,pipeline.flink.url=http://flink:8081,pipeline.flink.savepointDir=s3://a/b";
    expect(config("--set", own)).toEqual(["classloader.resolve-order", "io.tmp.dirs"]);
    expect(config("--set", `${own},pipeline.flink.configuration.a=b`)).toContain("a");
  });

  test("the keeper asks nothing of the cluster: no token, no role", () => {
    expect(find(render(...CREATED), "Deployment", "keeper").spec.template.spec.automountServiceAccountToken).toBe(
      false,
    );
    expect(render(...CREATED).filter(({ kind }) => /Role/.test(kind))).toEqual([]);
  });
});

describe("what Prometheus and Grafana get", () => {
  test("the created Flink's figures come from its JobManager, its TaskManager and the worker pool beside it", () => {
    const objects = render(...CREATED, "--set", "serviceMonitor.enabled=true");
    const { endpoints, selector } = find(objects, "ServiceMonitor", "-flink").spec;
    const service = find(objects, "Service", "-flink");
    const named = service.spec.ports.map(({ name }: { name: string }) => name);
    expect(named).toEqual(expect.arrayContaining(endpoints.map(({ port }: { port: string }) => port)));
    expect(service.metadata.labels).toMatchObject(selector.matchLabels);
    expect(objects.filter(({ kind }) => kind === "ServiceMonitor").map(({ metadata }) => metadata.name)).toEqual(
      ["flink", "generator", "keeper", "viewer"].map((part) => `flink-demo-${part}`),
    );
  });

  test("the dashboard is JSON with panels of their own, and the labels that a sidecar looks for", () => {
    const { data, metadata } = find(render("--set", "grafanaDashboard.enabled=true"), "ConfigMap", "dashboard");
    const { panels, uid } = JSON.parse(data["fraud-detection.json"]);
    expect(uid).toBe("fraud-detection");
    expect(new Set(panels.map(({ id }: { id: number }) => id)).size).toBe(panels.length);
    expect(metadata.labels.grafana_dashboard).toBe("1");
  });
});

describe("rules", () => {
  const files = (...flags: string[]) => find(render(...CREATED, ...flags), "ConfigMap", "keeper").data;
  const job = (...flags: string[]) => parse(files(...flags)["pipeline.yaml"]);

  test("those that come along, unless options make the one rule", () => {
    expect(job().rules).toBe("default");
    expect(job("--set", "pipeline.options.gap=5m").rules).toBeUndefined();
    expect(job("--set", "pipeline.options.rules=/elsewhere/rules.yaml").rules).toBe("/elsewhere/rules.yaml");
  });

  test("of the values are a file beside the job's options, and other ones make other pods", () => {
    const rule = { id: "any", title: "Any", key: "pair", window: { session: "10m" }, when: "total > limit" };
    const values = ["--set-json", `pipeline.rules=${JSON.stringify({ parameters: { limit: 5000 }, rules: [rule] })}`];
    expect(job(...values).rules).toBe("/etc/flink-demo/rules.yaml");
    expect(parse(files(...values)["rules.yaml"])).toEqual({ parameters: { limit: 5000 }, rules: [rule] });
    const checksum = (...flags: string[]) =>
      find(render(...CREATED, ...flags), "Deployment", "keeper").spec.template.metadata.annotations;
    expect(checksum(...values)).not.toEqual(checksum());
  });

  describe("that change while the job runs", () => {
    const TOPIC = ["--set", "pipeline.rulesTopic=fraud-rules"];
    const own = (limit: number) => [
      "--set-json",
      `pipeline.rules={"rules":[{"id":"a","title":"A","key":"pair","window":{"session":"10m"},"when":"total > ${limit}"}]}`,
    ];
    const publisher = (...flags: string[]) => find(render(...CREATED, ...TOPIC, ...flags), "Job", "-rules");
    const started = (...flags: string[]) => publisher(...flags).spec.template.spec.containers[0];

    test("other ones are published, and change nothing of the keeper: the job goes on", () => {
      const beside = (...flags: string[]) =>
        render(...CREATED, ...TOPIC, ...flags).filter(({ metadata }) => !metadata.name.endsWith("-rules"));
      expect(beside(...own(2))).toEqual(beside(...own(1)));
      expect(beside(...own(2))).toEqual(beside());
      expect(files(...TOPIC, ...own(1))).not.toHaveProperty("rules.yaml");
      expect(job(...TOPIC, ...own(1))).toMatchObject({ "rules-topic": "fraud-rules" });
      expect(job(...TOPIC, ...own(1))).not.toHaveProperty("rules");
    });

    test("are published after the topics are there, and before a keeper waits for them", () => {
      const objects = render(...CREATED, ...TOPIC, ...own(1), "--set", "networkPolicy.enabled=true");
      const weight = (kind: string, end: string) =>
        Number(find(objects, kind, end).metadata.annotations?.["helm.sh/hook-weight"] ?? 0);
      const weights = [weight("ConfigMap", "-rules"), weight("Job", "-topics"), weight("Job", "-rules")];
      expect(weights).toEqual([...weights].sort((a, b) => a - b));
      expect(new Set(weights).size).toBe(3);
      for (const kind of ["ConfigMap", "Job", "NetworkPolicy"]) {
        expect(find(objects, kind, "-rules").metadata.annotations?.["helm.sh/hook"]).toBe(
          "pre-install,pre-upgrade,pre-rollback",
        );
      }
      expect(find(objects, "NetworkPolicy", "-rules").spec.podSelector.matchLabels).toMatchObject({
        "app.kubernetes.io/component": "rules",
      });
    });

    test("are those of the values, of a file of the image, or those that come along", () => {
      const args = (...flags: string[]) => started(...flags).args;
      expect(args()).toEqual(["dist/pipelines/rules.js", "publish", "default"]);
      expect(args("--set", "pipeline.options.rules=/rules.yaml")).toEqual([...args().slice(0, 2), "/rules.yaml"]);
      expect(args(...own(1))).toEqual([...args().slice(0, 2), "/etc/flink-demo/rules.yaml"]);
      const objects = render(...CREATED, ...TOPIC, ...own(7));
      expect(parse(find(objects, "ConfigMap", "-rules").data["rules.yaml"]).rules[0].when).toBe("total > 7");
      expect(find(objects, "Job", "-rules").spec.template.spec.volumes).toContainEqual({
        ...{ name: "rules", configMap: { name: "flink-demo-rules" } },
      });
    });

    test("are published by options that the program takes, with who and why", () => {
      const read = (...flags: string[]) => {
        const { env, args } = started(...flags) as { env: { name: string; value: string }[]; args: string[] };
        const environment = Object.fromEntries(env.map(({ name, value }) => [name, value]));
        const words = ["COMMAND", "[FILE|ID]", "[VERSION]"];
        const program = {
          ...{ usage: "", description: "", words },
          environmentPrefix: "RULES",
          options: rulesCommandOptions,
        };
        return readConfig(program, { argv: args.slice(1), environment });
      };
      expect(read()).toMatchObject({
        words: ["publish", "default"],
        values: {
          ...{ brokers: ["kafka:9092"], rulesTopic: "fraud-rules", removeMissing: false },
          ...{ by: "helm release flink-demo", note: "revision 1" },
        },
      });
      const login = "kafka.sasl.mechanism=scram-sha-512,kafka.sasl.username=me,kafka.sasl.existingSecret=login";
      expect(read("--set", `pipeline.publishRules=replace,kafka.tls.enabled=true,${login}`)).toMatchObject({
        values: { removeMissing: true, tls: true, saslPasswordFile: "/etc/kafka/sasl/password" },
      });
    });

    test("are published by hand from the keeper's pod, which finds the topic without options", () => {
      const { env } = container(render(...CREATED, ...TOPIC), "Deployment", "keeper");
      expect(env).toEqual([
        { name: "RULES_BROKERS", value: "kafka:9092" },
        { name: "RULES_RULES_TOPIC", value: "fraud-rules" },
      ]);
      expect(container(render(...CREATED), "Deployment", "keeper").env).toBeUndefined();
      const none = render(...CREATED, ...TOPIC, "--set", "pipeline.publishRules=none");
      expect(none.filter(({ metadata }) => metadata.name.endsWith("-rules"))).toEqual([]);
    });

    test("are not tried by `helm test`: nobody knows what is on the topic then", () => {
      const containers = (...flags: string[]) =>
        find(render(...CREATED, ...flags), "Pod", "test").spec.containers.length;
      expect([containers(), containers(...TOPIC)]).toEqual([2, 1]);
    });
  });
});

describe("decisions", () => {
  const REVIEWS = ["--set", "viewer.reviews.enabled=true,topics.reviews=mine"];
  const config = (...flags: string[]) => parse(find(render(...flags), "ConfigMap", "viewer").data["viewer.yaml"]);

  test("are off until they are asked for, and lie on the topic that is created", () => {
    expect(Object.keys(config())).not.toContain("reviews-topic");
    expect(container(render(), "Deployment", "viewer").env).toBeUndefined();
    expect(config(...REVIEWS)["reviews-topic"]).toBe("mine");
    expect(container(render(...REVIEWS), "Job", "topics").env).toContainEqual({
      ...{ name: "TOPICS_REVIEWS_TOPIC", value: "mine" },
    });
  });

  test("are read by hand in the viewer's pod, which finds the topic without options", () => {
    const login = "kafka.sasl.mechanism=scram-sha-512,kafka.sasl.username=me,kafka.sasl.existingSecret=login";
    const objects = render(...REVIEWS, "--set", `kafka.tls.enabled=true,${login}`);
    const { env } = container(objects, "Deployment", "viewer") as { env: { name: string; value: string }[] };
    const environment = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const program = { usage: "", description: "", environmentPrefix: "REVIEWS", options: reviewsCommandOptions };
    expect(readConfig({ ...program, words: ["COMMAND", "[ALERT]"] }, { argv: ["list"], environment })).toMatchObject({
      values: {
        brokers: ["kafka:9092"],
        reviewsTopic: "mine",
        tls: true,
        saslPasswordFile: "/etc/kafka/sasl/password",
      },
    });
  });

  test("are made by people of a Secret, which is a folder of the pod, so that it may change meanwhile", () => {
    const people = ["--set", "viewer.people.existingSecret=people,viewer.people.key=list.yaml"];
    expect(config(...people)["people-file"]).toBe("/etc/viewer/people/list.yaml");
    const { volumes, containers } = find(render(...people), "Deployment", "viewer").spec.template.spec;
    expect(volumes).toContainEqual({ name: "people", secret: { secretName: "people", defaultMode: 0o440 } });
    expect(containers[0].volumeMounts).toContainEqual({
      ...{ name: "people", mountPath: "/etc/viewer/people", readOnly: true },
    });
    expect(Object.keys(config())).not.toContain("people-file");
  });
});

test("labels and annotations are texts, whatever helm took them for", () => {
  const flags = ["--set", "commonLabels.cost=42,podLabels.on=true,podAnnotations.share=0.5,podLabels.big=1000000"];
  const { metadata } = find(render(...CREATED, ...flags), "Deployment", "viewer").spec.template;
  expect(metadata.labels).toMatchObject({ cost: "42", on: "true", big: "1000000" });
  expect(metadata.annotations).toMatchObject({ share: "0.5" });
});
