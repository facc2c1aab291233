import { counted } from "../../rules/explain";
import type { Command } from "./command";
import { readRulesFile } from "./rulesFile";

export const check: Command = {
  words: ["FILE"],
  describe: "says everything that is wrong with a file of rules",
  run({ words: [file] }) {
    const { rules, views } = readRulesFile(file).ruleSet;
    return `${file}: ${counted(rules.length, "rule")} on ${counted(views.length, "view")}, no problems`;
  },
};
