import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderManifests } from "../../scripts/chart/manifests";
import { withValuesTable } from "../../scripts/chart/readme";
import { schemaOf } from "../../scripts/chart/schema";
import { readValuesDoc } from "../../scripts/chart/valuesDoc";
import { kubebox, runKubebox } from "./support/kubebox";
import { BROKERS, renderText } from "./support/render";

const CHART = "helm/flink-demo";
const read = (file: string) => readFileSync(file, "utf8");
const docs = readValuesDoc(read(join(CHART, "values.yaml")));

test("the schema is the one that the comments in values.yaml make; otherwise run scripts/chart/generate.ts", () => {
  expect(JSON.parse(read(join(CHART, "values.schema.json")))).toEqual(schemaOf(docs));
});

test("the README's table of values is up to date", () => {
  const readme = read(join(CHART, "README.md"));
  expect(readme).toBe(withValuesTable(readme, docs));
});

describe("what helm makes of the chart", () => {
  const CASES: Record<string, string[]> = {
    default: BROKERS,
    everything: ["--values", "test/chart/values/everything.yaml"],
    pipeline: [...BROKERS, "--set", "pipeline.enabled=true,pipeline.flink.create=true,networkPolicy.enabled=true"],
    rules: ["--values", "test/chart/values/rules.yaml"],
    reviews: ["--values", "test/chart/values/reviews.yaml"],
  };

  test("the plain manifests are the chart's own objects", () => {
    process.env.HELM = `${kubebox} helm`;
    const files = Object.fromEntries(
      readdirSync("helm/manifests").map((file) => [file, read(join("helm/manifests", file))]),
    );
    expect(files).toEqual(renderManifests());
  });

  test.each(Object.keys(CASES))("%s: nothing but what was looked at (UPDATE_GOLDEN=1 writes it anew)", (name) => {
    const golden = join("test/chart/golden", `${name}.yaml`);
    const text = renderText(...CASES[name]);
    if (process.env.UPDATE_GOLDEN || !existsSync(golden)) writeFileSync(golden, text);
    expect(text).toBe(read(golden));
  });

  test.each(Object.keys(CASES))("%s: lint finds nothing", (name) => {
    expect(runKubebox("helm", "lint", "--strict", CHART, ...CASES[name])).toContain("0 chart(s) failed");
  });

  test.each(Object.keys(CASES))("%s: Kubernetes' own schemas take every object", (name) => {
    const file = join(mkdtempSync(join(tmpdir(), "chart-")), "objects.yaml");
    const isBuiltIn = (text: string) => !/^kind: (ServiceMonitor|PrometheusRule)/m.test(text);
    writeFileSync(
      file,
      renderText(...CASES[name])
        .split(/^---\n/m)
        .filter(isBuiltIn)
        .join("---\n"),
    );
    expect(() => runKubebox("validate", file)).not.toThrow();
  });

  test("the schemas do refuse a wrong object", () => {
    const file = join(mkdtempSync(join(tmpdir(), "chart-")), "wrong.yaml");
    writeFileSync(file, renderText(...BROKERS).replace("containerPort:", "containerport:"));
    expect(() => runKubebox("validate", file)).toThrow(/containerPort/);
  });
});
