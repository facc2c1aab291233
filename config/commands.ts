import { UserError } from "./runProgram";

/** A command of a program that has several. */
export interface NamedCommand {
  /** What follows its name. */
  words: readonly string[];
  describe: string;
}

export type Commands<C extends NamedCommand> = Readonly<Record<string, C>>;

/** The command of that name, for as many words as it takes. Throws a `UserError` where there is none, or they do not fit it. */
export function commandOf<C extends NamedCommand>(commands: Commands<C>, usage: string, [name, ...words]: string[]): C {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new UserError(`COMMAND: found ${JSON.stringify(name)}, expected one of ${Object.keys(commands).join(", ")}`);
  }
  const own = [usage, name, ...command.words, "[options]"].join(" ");
  if (words.length < command.words.length) {
    throw new UserError(`${command.words[words.length]} is missing; usage: ${own}`);
  }
  if (words.length > command.words.length) {
    throw new UserError(`${JSON.stringify(words[command.words.length])}: not expected here; usage: ${own}`);
  }
  return command;
}

/** A line for each. */
export function describeCommands(commands: Commands<NamedCommand>): string {
  return Object.entries(commands)
    .map(([name, { words, describe }]) => `${[name, ...words].join(" ")}: ${describe}.`)
    .join("\n");
}
