import { counted } from "../../rules/explain";
import { ratesText } from "../../rules/history/ratesText";
import type { Command } from "./command";
import { readRulesFile } from "./rulesFile";

export const check: Command = {
  words: ["FILE"],
  describe: "says everything that is wrong with a file of rules",
  run({ words: [file] }) {
    const { rules, views, rates } = readRulesFile(file).ruleSet;
    const told = rates === undefined ? "" : `, rates ${ratesText(rates)}`;
    return `${file}: ${counted(rules.length, "rule")} on ${counted(views.length, "view")}${told}, no problems`;
  },
};
