import { parseRuleSet } from "../../rules/ruleSet";
import type { OursSettings } from "../contenders/ours";
import { type Expectation, expectationByRules, expectationOf } from "../workloads/expected";
import { rulesFileOf, VIEW_RULES } from "../workloads/viewRules";
import type { Workload } from "../workloads/workload";
import { VIEWS_RULE } from "../workloads/workloads";

/** One way to run this pipeline over the workload `views`. */
export interface Variant {
  /** As the table names it, and `--only`. */
  name: string;
  /** The variant that its ratio is formed with. */
  besides: string;
  /** A file's text; without it the one rule of the flags. */
  rules?: string;
  maxEvidence?: number;
}

const FOUR_VIEWS = rulesFileOf(VIEW_RULES, VIEWS_RULE.gapMs);
const ONE_RULE = rulesFileOf(VIEW_RULES.slice(0, 1), VIEWS_RULE.gapMs);
const ORIGIN = rulesFileOf(
  VIEW_RULES.filter(({ key }) => key === "origin"),
  VIEWS_RULE.gapMs,
);

export const VARIANTS: readonly Variant[] = [
  { name: "flags", besides: "flags" },
  { name: "one-rule", besides: "flags", rules: ONE_RULE },
  { name: "four-views", besides: "one-rule", rules: FOUR_VIEWS },
  { name: "fourteen-rules", besides: "four-views", rules: FOUR_VIEWS + tenMore() },
  { name: "session", besides: "session", rules: ORIGIN },
  { name: "sliding", besides: "session", rules: sliding(ORIGIN) },
  { name: "no-evidence", besides: "four-views", rules: FOUR_VIEWS, maxEvidence: 1 },
];

/** In a day there is more: as few of its windows are above the limit. */
function sliding(rules: string): string {
  return rules.replace(/\{ session: \w+ \}/, "{ sliding: 24h, every: 1h }").replace("> 5000", "> 50000");
}

/** Rules on the views that are there: each is judged of each window, and raises nothing. */
function tenMore(): string {
  const window = /window: .*/.exec(FOUR_VIEWS)?.[0];
  const whens = ["largest > 2000000", "count > 1000000", "total > 100000000 && largest <= 10000"];
  const keys = VIEW_RULES.flatMap(({ key }) => whens.map((when) => [key, when] as const)).slice(0, 10);
  return keys
    .map(
      ([key, when], n) => `  - { id: more-${n}, title: More, key: ${key}, ${window}, when: ${JSON.stringify(when)} }\n`,
    )
    .join("");
}

/** How `createOurs` runs it. */
export function settingsOf({ name, rules }: Variant): OursSettings {
  return { name, title: name, flags: [], rules };
}

export function expectationOfVariant(workload: Workload, { name, rules }: Variant): Expectation {
  return rules === undefined
    ? expectationOf(workload, VIEWS_RULE)
    : expectationByRules(workload, parseRuleSet(rules, name));
}
