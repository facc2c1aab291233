import { readFileSync } from "node:fs";
import { ConfigError } from "../config/readConfig";
import { path } from "../config/values";
import { readHistory } from "../rules/history/readHistory";
import { firstRules, type RulesText } from "../transforms/rulesText";

export const rulesHistoryOption = {
  schema: path(),
  optional: true,
  value: "FILE",
  describe:
    "versions of rules and rates as JSON lines, as they lie on the topic of rules (docs/rules.md); each is in force by event time. After those of --rules, if that is given",
} as const;

/** Rules that change as a file says; `putAside` is told of lines that hold no version. Throws a `ConfigError`. */
export function withHistory(
  first: RulesText | undefined,
  file: string,
  maxEvidence: number,
  putAside: Tell,
): RulesText {
  const history = textOf(file);
  const { file: name, text } = first ?? { file, text: "" };
  const read = readHistory(history, firstRules(text, name), maxEvidence);
  for (const { line, reason } of read.putAside) putAside(`${file}:${line}: put aside: ${reason}`);
  if (!read.history.hasRules) {
    throw new ConfigError([
      `--rules-history: found no version of a rule in ${JSON.stringify(file)}, expected at least one`,
    ]);
  }
  return { file: name, text, maxEvidence, history };
}

type Tell = (line: string) => void;

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError([
      `--rules-history: found ${JSON.stringify(file)}, which cannot be read (${(error as NodeJS.ErrnoException).code}), expected versions of rules as JSON lines`,
    ]);
  }
}
