import { BROKERS, describeWithHelm, refusal, renderText } from "./support/render";

describeWithHelm("values that cannot work", () => {
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
  ])("the schema refuses %s", (setting) => {
    expect(refusal(...BROKERS, "--set", setting)).toMatch(/don't meet the specifications of the schema/);
  });

  test("a chart that is part of another gets its global values", () => {
    expect(() => renderText(...BROKERS, "--set", "global.x=1")).not.toThrow();
  });
});
