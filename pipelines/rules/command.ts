import type { NamedCommand } from "../../config/commands";
import type { Intent } from "./prepare";
import type { RulesTopic } from "./rulesTopic";

/** One command on rules. */
export interface Command extends NamedCommand {
  /** What is printed. Rejects with a `UserError` or a `ConfigError`. */
  run(context: CommandContext): string | Promise<string>;
}

export interface CommandContext {
  words: readonly string[];
  /** Throws a `ConfigError` where no brokers are given. */
  topic(): RulesTopic;
  intent: Intent;
  removeMissing: boolean;
  nowMs(): number;
}
