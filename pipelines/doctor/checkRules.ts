import { ConfigError } from "../../config/readConfig";
import { counted } from "../../rules/explain";
import { DEFAULT_MAX_EVIDENCE } from "../../rules/ruleSet";
import { rulesOf } from "../../transforms/rulesText";
import { readRules } from "../rulesOption";
import { type Finding, findingsAbout } from "./finding";

const { ok, fail } = findingsAbout("rules");

/** Looks at a file of rules, where there is one: what its rules share, or all that is wrong with it. */
export function checkRules(file: string | undefined): Finding[] {
  if (file === undefined) return [];
  try {
    const { rules, views } = rulesOf(readRules(file, DEFAULT_MAX_EVIDENCE));
    return [ok(`${counted(rules.length, "rule")} on ${counted(views.length, "view")} in ${file}`)];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) =>
      fail(problem, "mend the file: `npm run rules -- check FILE` tells the same"),
    );
  }
}
