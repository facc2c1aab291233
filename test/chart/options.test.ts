import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { flagName, type Options } from "../../config/options";
import { readConfig } from "../../config/readConfig";
import { program as generator } from "../../generator/config";
import { kafkaOptions } from "../../kafka/options";
import { submissionOptions } from "../../pipelines/job/submissionOptions";
import { viewerOptions } from "../../viewer/options";
import { describeWithHelm, find, render } from "./support/render";

const kafka = Object.keys(kafkaOptions);
/** What the chart itself sets, from values that all parts share. */
const PROGRAMS: Record<string, { options: Options; setByChart: string[]; config: [string, string] }> = {
  generator: {
    options: generator.options,
    setByChart: [...kafka, "topic", "health", "version"],
    config: ["generator", "generator.yaml"],
  },
  viewer: {
    options: viewerOptions,
    setByChart: [...kafka, "topic", "host", "port", "authTokenFile"],
    config: ["viewer", "viewer.yaml"],
  },
  pipeline: {
    options: submissionOptions,
    setByChart: [
      ...kafka,
      ...["transactionsTopic", "fraudTopic", "deadLetterTopic"],
      ...["flink", "jobServer", "expansionService", "workerPool", "checkWorkerPool"],
    ],
    config: ["submit", "pipeline.yaml"],
  },
};
const SWITCHES = ["--set", "pipeline.enabled=true,pipeline.flink.url=http://flink:8081"];

describe("every option of a program is a value of the chart", () => {
  const values = parse(readFileSync("helm/flink-demo/values.yaml", "utf8"));
  test.each(Object.entries(PROGRAMS))("%s", (part, { options, setByChart }) => {
    expect([...Object.keys(values[part].options), ...setByChart].sort()).toEqual(Object.keys(options).sort());
  });
});

describeWithHelm("what the chart renders is a configuration that the program takes", () => {
  const read = (part: string, ...flags: string[]) => {
    const { options, config } = PROGRAMS[part];
    const text = find(render(...SWITCHES, ...flags), "ConfigMap", config[0]).data[config[1]];
    const program = { usage: "", description: "", environmentPrefix: "X", options };
    return readConfig(program, { argv: ["--config=f"], environment: {}, readFile: () => text }) as {
      values: Record<string, unknown>;
    };
  };

  test.each(Object.keys(PROGRAMS))("%s, with the defaults", (part) => {
    const { values } = read(part);
    expect(values.brokers).toEqual(["kafka:9092"]);
    for (const [name, option] of Object.entries(PROGRAMS[part].options)) {
      if (PROGRAMS[part].setByChart.includes(name)) continue;
      const standard = option.default === undefined ? undefined : option.schema.parse(option.default);
      expect({ [name]: values[name] }).toEqual({ [name]: standard });
    }
  });

  test("numbers, large ones too, switches and texts arrive as they were given", () => {
    const set = ["accounts=1000000", "rate=0.5/s", "late=5%", "limit=9000.5"].map((o) => `generator.options.${o}`);
    expect(read("generator", "--set", set.join(",")).values).toMatchObject({
      accounts: 1_000_000,
      rate: 0.5,
      late: 0.05,
      limit: 900_050,
    });
    expect(read("viewer", "--set", "viewer.options.fromBeginning=true").values.fromBeginning).toBe(true);
    expect(read("generator", "--set-string", "generator.options.seed=007").values.seed).toBe("007");
  });

  test("names in the file are the flags' names", () => {
    const text = find(render("--set", "generator.options.outOfOrderBy=1s"), "ConfigMap", "generator").data;
    expect(text["generator.yaml"]).toContain(`${flagName("outOfOrderBy")}: "1s"`);
  });
});
