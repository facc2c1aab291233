import { userInfo } from "node:os";
import { commandOf, describeCommands } from "../config/commands";
import type { Values } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { runProgram } from "../config/runProgram";
import { createKafka } from "../kafka/client";
import { createLog } from "../service/log";
import { COMMANDS } from "./rules/commands";
import { createKafkaRulesTopic } from "./rules/kafkaRulesTopic";
import { rulesCommandOptions } from "./rules/options";
import type { RulesTopic } from "./rules/rulesTopic";

const USAGE = "npm run rules --";

/** Runs a command on files of rules, or on the topic of rules; exit code 1 with every problem on a line of its own. */
async function run(values: Values<typeof rulesCommandOptions>, given: string[]): Promise<void> {
  const { effectiveFrom, note, by = userName(), removeMissing } = values;
  const text = await commandOf(COMMANDS, USAGE, given).run({
    words: given.slice(1),
    topic: () => topicOf(values),
    intent: { effectiveFrom, note, by },
    removeMissing,
    nowMs: Date.now,
  });
  if (text !== "") process.stdout.write(`${text}\n`);
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
    description: describeCommands(COMMANDS),
    environmentPrefix: "RULES",
    options: rulesCommandOptions,
    words: ["COMMAND", "[FILE|ID]", "[VERSION]"],
  },
  run,
);
