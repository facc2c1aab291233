import { readFileSync } from "node:fs";
import { readValuesDoc, type ValueDoc } from "../../scripts/chart/valuesDoc";
import { renderText } from "./support/render";

/** Those of the programs' options have a test of their own. */
const DOCS = readValuesDoc(readFileSync("helm/flink-demo/values.yaml", "utf8")).filter(
  ({ path }) => !path.includes(".options."),
);
const COMMON = ["--skip-schema-validation", "--values", "test/chart/values/everything.yaml"];
/** Switches under which a value may show: nearly all do under the first. */
const SETTINGS = [
  "pipeline.flink.url=,pipeline.flink.create=true",
  "image.digest=,serviceAccount.create=false",
  "generator.options.count=1",
  "pipeline.rulesTopic=fraud-rules,pipeline.options.kafkaConnector=,pipeline.options.gap=,pipeline.options.threshold=",
].map((set) => [...COMMON, "--set", set]);

/** Two values of the same kind. */
function two({ value, oneOf }: ValueDoc): string[] {
  if (oneOf !== undefined) return oneOf.slice(-2).map((one) => JSON.stringify(one));
  if (typeof value === "boolean") return ["true", "false"];
  if (Array.isArray(value)) return ["[]", '[{"name":"probe"}]'];
  if (typeof value === "object") return ["{}", '{"probe":"probe"}'];
  return typeof value === "number" ? ["7", "8"] : ['"77"', '"78"'];
}

/** What helm says, be it objects or a refusal. */
function said(flags: string[]): string {
  try {
    return renderText(...flags);
  } catch (error) {
    return (error as Error).message;
  }
}

test.each(DOCS.map((doc) => [doc.path, doc] as const))("%s has an effect", (path, doc) => {
  const [first, second] = two(doc).map((value) => ["--set-json", `${path}=${value}`]);
  expect(SETTINGS.some((flags) => said([...flags, ...first]) !== said([...flags, ...second]))).toBe(true);
});
