import { BROKERS, refusal, renderText } from "./support/render";

describe("values that cannot work", () => {
  test("without a broker the chart says what is missing", () => {
    expect(refusal()).toContain("kafka.brokers: is missing, expected HOST:PORT[,HOST:PORT…] of your Kafka");
  });

  test("all mistakes are told at once", () => {
    const message = refusal(
      "--set",
      [
        "kafka.brokers=broker-without-port",
        "kafka.tls.existingSecret=tls",
        "kafka.sasl.username=me",
        "generator.replicas=2,generator.options.seed=1",
        "viewer.podDisruptionBudget.enabled=true",
        "viewer.ingress.enabled=true",
        "viewer.service.nodePort=30000",
        "pipeline.enabled=true",
      ].join(","),
    );
    expect(message.split("\n").filter((line) => line.startsWith("  - "))).toEqual([
      '  - kafka.brokers: found "broker-without-port", expected HOST:PORT',
      "  - kafka.tls.existingSecret: needs kafka.tls.enabled",
      "  - kafka.sasl.mechanism, kafka.sasl.username, kafka.sasl.existingSecret: found only some, expected all three or none",
      '  - generator.options.seed: found "1" with 2 replicas, which would all send the same payments; leave it empty',
      "  - viewer.podDisruptionBudget.minAvailable: found 1 of 1 replicas, so that no node could ever be drained; expected fewer",
      "  - viewer.ingress.hosts: is empty, expected at least one host name",
      "  - viewer.service.nodePort: needs viewer.service.type NodePort or LoadBalancer",
      "  - pipeline.flink.url: is missing, expected http://HOST:PORT of your Flink's REST API, or pipeline.flink.create for a small cluster",
    ]);
  });

  test("rules and options that make one rule do not go together", () => {
    const rules = "pipeline.enabled=true,pipeline.flink.create=true,pipeline.options.rules=default";
    expect(
      refusal(...BROKERS, "--set", `${rules},pipeline.options.threshold=5000,pipeline.options.key=origin`),
    ).toContain(
      "pipeline.options: found threshold, key, which make the one rule of a job without rules; expected none of them with pipeline.options.rules",
    );
    expect(refusal(...BROKERS, "--set", "pipeline.rules.parameters.limit=5")).toContain(
      "pipeline.rules: found no rules",
    );
  });

  test("a Flink of one's own needs a folder for savepoints before it is too late", () => {
    expect(refusal(...BROKERS, "--set", "pipeline.enabled=true,pipeline.flink.url=http://flink:8081")).toContain(
      "pipeline.flink.savepointDir: is missing with pipeline.flink.url, expected a folder that all its TaskManagers reach",
    );
  });

  test("rules of a topic need the topic that is created, Flink's own connector, and somebody who publishes them", () => {
    const told = (settings: string) => {
      const message = refusal(...BROKERS, "--set", `pipeline.enabled=true,pipeline.flink.create=true,${settings}`);
      return message.split("\n").filter((line) => line.startsWith("  - "));
    };
    expect(told("pipeline.rulesTopic=mine,pipeline.options.kafkaConnector=beam,pipeline.options.gap=5m")).toEqual([
      "  - pipeline.options: found gap, which make the one rule of a job without rules; expected none of them with pipeline.rulesTopic",
      '  - pipeline.rulesTopic: found "mine", and topics.rules, which is created, "fraud-rules"; expected the same',
      "  - pipeline.rulesTopic: needs pipeline.options.kafkaConnector flink, which reads rules beside the payments",
    ]);
    const topic = "pipeline.rulesTopic=fraud-rules";
    expect(told(`${topic},pipeline.publishRules=none,pipeline.options.rules=default`)).toEqual([
      "  - pipeline.publishRules: found none with pipeline.options.rules, which nobody would publish; expected add or replace",
    ]);
    expect(told(`${topic},topics.by=init`)).toEqual([
      "  - pipeline.publishRules: found add with topics.by init, for tools that do not run helm's hooks; expected none, and rules that you publish",
    ]);
    const mine = "pipeline.enabled=true,pipeline.flink.create=true,pipeline.rulesTopic=mine";
    for (const right of [
      "topics.create=false",
      "topics.rules=mine",
      "topics.rules=mine,topics.by=init,pipeline.publishRules=none",
    ]) {
      expect(() => renderText(...BROKERS, "--set", `${mine},${right}`)).not.toThrow();
    }
  });

  test("a header that says who asks needs to know who may send it, and the other way round", () => {
    const told = "viewer.options.userHeader, viewer.options.trustedProxy: found one of the two, expected both or none";
    expect(refusal(...BROKERS, "--set", "viewer.options.userHeader=X-Forwarded-User")).toContain(told);
    expect(refusal(...BROKERS, "--set", "viewer.options.trustedProxy=10.0.0.1")).toContain(told);
    const both = "viewer.options.userHeader=X-Forwarded-User,viewer.options.trustedProxy=10.0.0.1";
    expect(renderText(...BROKERS, "--set", both)).toContain('user-header: "X-Forwarded-User"');
  });

  test("payments in Avro need a schema registry, and its password a Secret", () => {
    const told = (settings: string) =>
      refusal(...BROKERS, "--set", settings)
        .split("\n")
        .filter((line) => line.startsWith("  - "));
    expect(told("generator.options.format=avro")).toEqual([
      "  - schemaRegistry.url: is missing, expected the address of a schema registry for generator.options.format avro",
    ]);
    expect(told("pipeline.enabled=true,pipeline.flink.create=true,pipeline.options.alertFormat=avro")).toEqual([
      "  - schemaRegistry.url: is missing, expected the address of a schema registry for pipeline.options.alertFormat avro",
    ]);
    expect(told("schemaRegistry.url=https://r,schemaRegistry.username=u,schemaRegistry.caKey=ca.crt")).toEqual([
      "  - schemaRegistry.existingSecret: is missing, expected a Secret with the password and the certificates",
    ]);
  });

  test("who may open the page must not shut Prometheus out", () => {
    const from = "networkPolicy.viewerFrom[0].podSelector.matchLabels.a=b";
    expect(refusal(...BROKERS, "--set", `networkPolicy.enabled=true,serviceMonitor.enabled=true,${from}`)).toContain(
      "networkPolicy.metricsFrom: is empty, but viewerFrom and serviceMonitor.enabled are set; expected where Prometheus runs",
    );
  });

  test("a password is not sent in the clear unless that is asked for", () => {
    const login = "kafka.sasl.mechanism=plain,kafka.sasl.username=me,kafka.sasl.existingSecret=login";
    expect(refusal(...BROKERS, "--set", login)).toContain(
      "kafka.sasl.mechanism: found plain without kafka.tls.enabled",
    );
    expect(renderText(...BROKERS, "--set", `${login},kafka.sasl.allowPlaintext=true`)).toContain(
      "allow-plaintext-passwords: true",
    );
  });

  test.each([
    "kafka.broker=k:1",
    "generator.replica=2",
    "generator.options.rat=1",
    "viewer.service.prt=80",
    "viewer.replicas=two",
    "viewer.replicas=-1",
    "viewer.service.type=Cluster",
    "kafka.sasl.mechanism=gssapi",
    "pipeline.options.treshold=1",
    "pipeline.publishRules=some",
  ])("the schema refuses %s", (setting) => {
    expect(refusal(...BROKERS, "--set", setting)).toMatch(/don't meet the specifications of the schema/);
  });

  test.each([
    ["pipeline.options.threshold=ten", "a decimal amount up to 10^12 with at most 2 fraction digits"],
    ["pipeline.options.gap=5x", "a duration such as 500ms, 10s, 10m or 1h30m, at least 1ms and at most 365d"],
    ["generator.options.rate=often", "a rate such as 100/s, 6/m or 0.5/s, or max"],
    ["generator.options.schemes=1000%", "a share between 0 and 1, or a percentage such as 5%"],
    ["generator.options.parts=few", "a whole number or a range such as 4..9, between 2 and 10000"],
    ["generator.options.amounts=even", "one of uniform, log-normal"],
    ["viewer.options.maxAlerts=0", "a whole number between 1 and 1000000"],
  ])("the schema refuses %s in the program's own words", (setting, expected) => {
    const at = setting.split("=")[0].replaceAll(".", "/");
    expect(refusal(...BROKERS, "--set", setting)).toContain(`- at '/${at}': value must be '${expected}'`);
    // The words are no way round it.
    const words = expected.replaceAll(",", "\\,");
    expect(refusal(...BROKERS, "--set", `${setting.split("=")[0]}=${words}`)).toContain(`- at '/${at}': 'not' failed`);
  });

  test("a chart that is part of another gets its global values", () => {
    expect(() => renderText(...BROKERS, "--set", "global.x=1")).not.toThrow();
  });
});
