import type { NamedCommand } from "../../config/commands";
import type { ReadReviews } from "../readReviews";

/** One command on the topic of decisions. */
export interface Command extends NamedCommand {
  /** Throws a `UserError`. */
  run(context: CommandContext): Printed;
}

export interface CommandContext {
  words: readonly string[];
  /** The topic's name. */
  topic: string;
  reviews: ReadReviews;
}

export interface Printed {
  text: string;
  /** For standard error: what was not asked for, and should be known. */
  word?: string;
}
