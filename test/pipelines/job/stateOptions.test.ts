import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { misfit } from "../../../beam/flink/state/stateStamp";
import { stateStamp } from "../../../pipelines/job/stateOptions";
import { submissionSettings } from "../submissionSettings";

/** Why a job of these options may not go on from a state of those. */
const refusal = (own: string[], saved: string[]) =>
  misfit(stateStamp(submissionSettings(...saved)), stateStamp(submissionSettings(...own)));

const TOPIC = ["--rules-topic", "fraud-rules"];

test("a job with rules goes on from the state of any other rules of its own, or of its topic", () => {
  expect(refusal(["--rules", "default"], ["--rules", "other.yaml"])).toBeUndefined();
  expect(refusal(TOPIC, TOPIC)).toBeUndefined();
});

test("sums in one currency are no sums in another one; another rate is no reason", () => {
  const folder = mkdtempSync(join(tmpdir(), "rates-"));
  const converting = (name: string, rates: string) => {
    const file = join(folder, name);
    writeFileSync(file, `rates: ${rates}\n${readFileSync("rules/default.yaml", "utf8")}`);
    return ["--rules", file, "--format", "json", "--field", "currency=/ccy"];
  };
  const euros = converting("euros.yaml", "{ base: EUR, USD: 0.92 }");
  expect(refusal(converting("later.yaml", "{ base: EUR, USD: 0.93 }"), euros)).toBeUndefined();
  expect(refusal(converting("dollars.yaml", "{ base: USD, EUR: 1.08 }"), euros)).toBe(
    "the state is of a job with --field currency, rates in EUR, this one has --field currency, rates in USD",
  );
  expect(refusal(["--rules", "default"], euros)).toMatch(/this one has --field currency, rates in \?$/);
  rmSync(folder, { recursive: true });
});

test("sums in the base of a topic are no sums as they were paid", () => {
  const converting = [...TOPIC, "--format", "json", "--field", "currency=/ccy"];
  expect(refusal(converting, converting)).toBeUndefined();
  expect(refusal(converting, [...TOPIC, "--format", "json"])).toBe(
    "the state is of a job with --field currency, rates in ?, this one has --field currency, rates in the base of fraud-rules",
  );
});

test("windows of versions of rules are no windows of a job without that topic, nor the other way round", () => {
  expect(refusal(TOPIC, ["--rules", "default"])).toBe(
    "the state is of a job with --rules FILE, --rules-topic ?, this one has --rules ?, --rules-topic fraud-rules",
  );
  expect(refusal(TOPIC, [])).toMatch(/this one has .*--rules-topic fraud-rules/);
  expect(refusal(["--rules", "default"], TOPIC)).toBeDefined();
  expect(refusal(TOPIC, ["--rules-topic", "other"])).toBeDefined();
});
