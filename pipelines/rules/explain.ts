import { explain as explainRules } from "../../rules/explain";
import type { Command } from "./command";
import { readRulesFile } from "./rulesFile";

export const explain: Command = {
  words: ["FILE"],
  describe: "what the rules of a file share and cost",
  run: ({ words: [file] }) => explainRules(readRulesFile(file).ruleSet),
};
