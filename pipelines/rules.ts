import { userInfo } from "node:os";
import type { Values } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { runProgram, UserError } from "../config/runProgram";
import { createKafka } from "../kafka/client";
import { createLog } from "../service/log";
import type { Command } from "./rules/command";
import { COMMANDS } from "./rules/commands";
import { createKafkaRulesTopic } from "./rules/kafkaRulesTopic";
import { rulesCommandOptions } from "./rules/options";
import type { RulesTopic } from "./rules/rulesTopic";

const USAGE = "npm run rules --";

/** Runs a command on files of rules, or on the topic of rules; exit code 1 with every problem on a line of its own. */
async function run(values: Values<typeof rulesCommandOptions>, [name, ...words]: string[]): Promise<void> {
  const { effectiveFrom, note, by = userName(), removeMissing } = values;
  const text = await commandOf(name, words).run({
    words,
    topic: () => topicOf(values),
    intent: { effectiveFrom, note, by },
    removeMissing,
    nowMs: Date.now,
  });
  if (text !== "") process.stdout.write(`${text}\n`);
}

function commandOf(name: string, words: string[]): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new UserError(`COMMAND: found ${JSON.stringify(name)}, expected one of ${Object.keys(COMMANDS).join(", ")}`);
  }
  const usage = [USAGE, name, ...command.words, "[options]"].join(" ");
  if (words.length < command.words.length) {
    throw new UserError(`${command.words[words.length]} is missing; usage: ${usage}`);
  }
  if (words.length > command.words.length) {
    throw new UserError(`${JSON.stringify(words[command.words.length])}: not expected here; usage: ${usage}`);
  }
  return command;
}

function topicOf(values: Values<typeof rulesCommandOptions>): RulesTopic {
  const { brokers, rulesTopic } = values;
  if (brokers === undefined) throw new ConfigError([`--brokers is missing: ${rulesCommandOptions.brokers.describe}`]);
  const log = createLog("rules", "error");
  const kafka = createKafka({ ...values, brokers }, "fraud-rules", log, { retries: 3 });
  return createKafkaRulesTopic(kafka, brokers, rulesTopic, log);
}

/** Undefined for a user who has no name on this machine, as in a container. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

runProgram(
  {
    usage: USAGE,
    description: Object.entries(COMMANDS)
      .map(([name, { words, describe }]) => `${[name, ...words].join(" ")}: ${describe}.`)
      .join("\n"),
    environmentPrefix: "RULES",
    options: rulesCommandOptions,
    words: ["COMMAND", "[FILE|ID]", "[VERSION]"],
  },
  run,
);
