import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { flagName, type Options } from "../../config/options";
import { readConfig } from "../../config/readConfig";
import { program as generator } from "../../generator/config";
import { kafkaOptions } from "../../kafka/options";
import { keeperOptions } from "../../pipelines/keeper/keeperOptions";
import { registryOptions } from "../../registry/options";
import { optionSchema } from "../../scripts/chart/optionSchema";
import { viewerOptions } from "../../viewer/options";
import { find, render } from "./support/render";

const kafka = Object.keys(kafkaOptions);
const registry = Object.keys(registryOptions);
/** What the chart itself sets, from values that all parts share. */
const PROGRAMS: Record<string, { options: Options; setByChart: string[]; config: [string, string] }> = {
  generator: {
    options: generator.options,
    setByChart: [...kafka, ...registry, "topic", "health", "version"],
    config: ["generator", "generator.yaml"],
  },
  viewer: {
    options: viewerOptions,
    setByChart: [
      ...kafka,
      ...registry,
      "topic",
      "shadowTopic",
      "deadLetterTopic",
      "keeper",
      "host",
      "port",
      "authTokenFile",
      "reviewsTopic",
      "peopleFile",
    ],
    config: ["viewer", "viewer.yaml"],
  },
  pipeline: {
    options: keeperOptions,
    setByChart: [
      ...kafka,
      ...registry,
      ...["transactionsTopic", "fraudTopic", "deadLetterTopic", "shadowTopic", "rulesTopic"],
      ...["flink", "jobServer", "expansionService", "workerPool", "checkWorkerPool"],
      ...[
        "readerSchema",
        "savepointDir",
        "otherState",
        "codeVersion",
        "interval",
        "healthHost",
        "healthPort",
        "logLevel",
      ],
    ],
    config: ["keeper", "pipeline.yaml"],
  },
};
const SWITCHES = [
  "--set",
  "pipeline.enabled=true,pipeline.flink.url=http://flink:8081,pipeline.flink.savepointDir=s3://f/s",
];

const ownValues = parse(readFileSync("helm/flink-demo/values.yaml", "utf8"));

describe("every option of a program is a value of the chart", () => {
  test.each(Object.entries(PROGRAMS))("%s", (part, { options, setByChart }) => {
    expect([...Object.keys(ownValues[part].options), ...setByChart].sort()).toEqual(Object.keys(options).sort());
  });
});

describe("the schema takes whatever the program takes", () => {
  const SAMPLES = [
    ...[
      "",
      "0",
      "1",
      "5",
      "-1",
      "10_000",
      "1e6",
      "0.5",
      "10000.50",
      "007",
      "5%",
      "0.5%",
      "100%",
      "100/s",
      "6/m",
      "0.5/s",
      "max",
    ],
    ...[
      "1x",
      "60x",
      "500ms",
      "10s",
      "1h30m",
      "0ms",
      "1.5h",
      "off",
      "true",
      "false",
      "all",
      "cycle",
      "structuring=3,cycle",
    ],
    ...["4..9", "text", "json", "even", "uniform", "none", "debug", "session", "pair", "earliest", "a=b", "host:1"],
    ...["2017-07-23T00:00:00Z", 0, 1, 5, 0.5, 10_000, 1e6, 1e12, true, false],
  ];
  const options = Object.entries(PROGRAMS).flatMap(([part, program]) =>
    Object.entries(program.options).map(([name, option]) => [`${part}.options.${name}`, option] as const),
  );
  test.each(options)("%s", (_name, option) => {
    const samples = option.default === undefined ? SAMPLES : [...SAMPLES, option.default];
    const refused = samples.filter(
      (raw) => option.schema.safeParse(raw).success && !isRight(optionSchema(option), raw),
    );
    expect(refused).toEqual([]);
  });
});

interface Right {
  if?: { anyOf: { enum?: unknown[]; type?: string; pattern?: string; minimum?: number; maximum?: number }[] };
}

/** What a JSON Schema's `if` says, as far as `optionSchema` goes. */
function isRight(schema: Right, value: unknown): boolean {
  if (schema.if === undefined) return true;
  return schema.if.anyOf.some((one) => {
    if (one.enum !== undefined) return one.enum.includes(value);
    if (one.type !== typeof value) return false;
    if (typeof value === "string") return new RegExp(one.pattern as string).test(value);
    return typeof value !== "number" || (value >= (one.minimum ?? 0) && value <= (one.maximum ?? Number.MAX_VALUE));
  });
}

describe("what the chart renders is a configuration that the program takes", () => {
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
      // The names of the viewer's Service are added to those that are set.
      if ([...PROGRAMS[part].setByChart, "allowedHosts"].includes(name)) continue;
      // The chart's generator makes an example's traffic; all else is the program's own default.
      // Rules come along, where no option makes one.
      const raw = ownValues[part].options[name] || (name === "rules" ? "default" : option.default);
      const standard = raw === undefined ? undefined : option.schema.parse(raw);
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
