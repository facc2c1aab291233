import { ConfigError } from "../config/readConfig";
import { runProgram, UserError } from "../config/runProgram";
import { counted, explain } from "./explain";
import { problemLine, RuleSetError } from "./file/problem";
import { loadRuleSet, type RuleSet } from "./ruleSet";

const commands: Record<string, (ruleSet: RuleSet, file: string) => string> = {
  check: ({ rules, views }, file) =>
    `${file}: ${counted(rules.length, "rule")} on ${counted(views.length, "view")}, no problems`,
  explain: (ruleSet) => explain(ruleSet),
};

/** Checks a file of rules, or tells what its rules share and cost; exit code 1 with every problem on a line of its own. */
async function run(_: object, [word, file]: string[]): Promise<void> {
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (command === undefined) {
    throw new UserError(`COMMAND: found ${JSON.stringify(word)}, expected one of ${Object.keys(commands).join(", ")}`);
  }
  process.stdout.write(`${command(load(file), file)}\n`);
}

function load(file: string): RuleSet {
  try {
    return loadRuleSet(file);
  } catch (error) {
    if (error instanceof RuleSetError)
      throw new ConfigError(error.problems.map((problem) => problemLine(file, problem)));
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined)
      throw new UserError(`FILE: found ${file}, which cannot be read (${code}), expected a file of rules`);
    throw error;
  }
}

runProgram(
  {
    usage: "npm run rules --",
    description: "check: says everything that is wrong with a file of rules. explain: what its rules share and cost.",
    environmentPrefix: "RULES",
    options: {},
    words: ["COMMAND", "FILE"],
  },
  run,
);
