import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";
import { program } from "../../generator/config";
import { PATTERN_KINDS, PATTERNS } from "../../generator/schemes/patterns/patterns";
import { PROFILE_KINDS, PROFILES } from "../../generator/traffic/profiles/profiles";
import { detect } from "../../rules/detect";
import { loadRuleSet } from "../../rules/ruleSet";
import { scoreRules } from "../../scoring/score";
import { scoreText } from "../../scoring/scoreText";
import { TEN_DAYS, tenDays } from "./tenDays";

jest.setTimeout(180_000);

const root = join(__dirname, "../..");
/** One on which no rule was tuned. */
const SEED = "11";

const docs = readFileSync(join(root, "docs/generator.md"), "utf8");

test("docs/generator.md has each kind, what is expected to find it, and each usual share", () => {
  for (const kind of PATTERN_KINDS) {
    const { pace, expected } = PATTERNS[kind];
    expect(docs).toMatch(
      new RegExp(`^\\| \`${kind}\` \\| ${pace} \\| .* \\| ${expected.map((id) => `${id} `).join("")}\\|$`, "m"),
    );
  }
  for (const kind of PROFILE_KINDS) {
    expect(docs).toContain(`| \`${kind}\` | ${+(100 * PROFILES[kind].usualShare).toFixed(2)}% |`);
  }
});

test("the options' descriptions name each kind", () => {
  for (const kind of PATTERN_KINDS) expect(program.options.kinds.describe).toContain(kind);
  for (const kind of PROFILE_KINDS) expect(program.options.honest.describe).toContain(kind);
});

test("the default rules on ten days of rich traffic do what docs/generator.md says", () => {
  const ruleSet = loadRuleSet(join(root, "rules/default.yaml"));
  const { payments, schemes } = tenDays(SEED);
  const scores = scoreRules(
    ruleSet.rules.map(({ id }) => id),
    schemes,
    detect(ruleSet, payments),
  );
  expect(docs).toContain(`npm run generator -- ${TEN_DAYS} --seed ${SEED} `);
  expect(docs).toContain(scoreText(scores));
});
