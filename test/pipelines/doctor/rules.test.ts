import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkRules } from "../../../pipelines/doctor/checkRules";
import { DEFAULT_RULES } from "../../../pipelines/rulesOption";

test("rules that check are counted, and none are nothing to look at", () => {
  expect(checkRules(DEFAULT_RULES)).toEqual([
    { level: "ok", subject: "rules", text: `9 rules on 8 views in ${DEFAULT_RULES}` },
  ]);
  expect(checkRules(undefined)).toEqual([]);
});

test("each problem of a file is a finding, with its place", () => {
  const file = join(mkdtempSync(join(tmpdir(), "doctor-")), "rules.yaml");
  writeFileSync(file, "rules:\n  - { id: a, title: a, key: pear, window: { session: 10m }, when: totl > 1 }\n");
  const found = checkRules(file);
  expect(found.map(({ level }) => level)).toEqual(["FAIL", "FAIL"]);
  expect(found[0].text).toMatch(/rules\.yaml:2:\d+: .*pear/);
  expect(checkRules("/nowhere.yaml")).toMatchObject([{ level: "FAIL", text: expect.stringContaining("ENOENT") }]);
});
