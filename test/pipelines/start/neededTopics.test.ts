import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { neededTopics } from "../../../pipelines/start/startPlace";
import { submissionSettings } from "../submissionSettings";

const folder = mkdtempSync(join(tmpdir(), "topics-"));
afterAll(() => rmSync(folder, { recursive: true }));

function optionsNeeded(mode: "live" | "shadow"): string[] {
  const rules = join(folder, `${mode}.yaml`);
  const rule = "title: Sums, severity: low, key: pair, window: { session: 10m }, when: total > 10000";
  writeFileSync(rules, `rules: [{ id: sums, mode: ${mode}, ${rule} }]`);
  return Object.keys(neededTopics(submissionSettings("--rules", rules)));
}

test("a job needs the topic of shadow rules only where there are such rules", () => {
  const always = ["transactions-topic", "fraud-topic", "dead-letter-topic"];
  expect(Object.keys(neededTopics(submissionSettings()))).toEqual(always);
  expect(optionsNeeded("live")).toEqual(always);
  expect(optionsNeeded("shadow")).toEqual([...always, "shadow-topic"]);
});
