import { existsSync, readFileSync } from "node:fs";
import type { Options, Values } from "../config/options";
import { runProgram, UserError } from "../config/runProgram";
import { integer, oneOf, toggle } from "../config/values";
import { commands } from "./commands";
import { createStack } from "./createStack";
import { filesOf } from "./files";
import { stackOptions } from "./options";
import { type StackSettings, settingsFrom } from "./settings";

const options = {
  ...stackOptions,
  wipe: { schema: toggle(), default: "false", describe: "down: also delete the state folder" },
  follow: { schema: toggle(), default: "false", describe: "logs: keep printing what comes" },
  lines: { schema: integer({ min: 1 }), default: "50", value: "N", describe: "logs: how many of the last lines" },
  signal: {
    schema: oneOf(["SIGKILL", "SIGTERM", "SIGSTOP", "SIGCONT", "SIGQUIT", "SIGHUP"]),
    default: "SIGKILL",
    value: "NAME",
    describe: "kill: what to send",
  },
} as const satisfies Options;

async function run(values: Values<typeof options>, [word, name]: string[]): Promise<void> {
  const command = commands[word];
  if (command === undefined) {
    throw new UserError(`COMMAND: found ${JSON.stringify(word)}, expected one of ${Object.keys(commands).join(", ")}`);
  }
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const given = settingsFrom(values);
  const stack = createStack(word === "up" ? given : startedSettings(given), print);
  await command(stack, name, { ...values, print });
}

/** The settings that the stack of this state folder was started with: they need not be repeated. */
function startedSettings(given: StackSettings): StackSettings {
  const { settings } = filesOf(given);
  if (!existsSync(settings)) {
    throw new UserError(`--state-dir: found no stack in ${given.stateDir}; \`npm run stack -- up\` starts one`);
  }
  return JSON.parse(readFileSync(settings, "utf8"));
}

runProgram(
  {
    usage: "npm run stack --",
    description:
      "Kafka, Flink, Beam's job server and expansion service and the worker pool on this machine, all on loopback.",
    environmentPrefix: "STACK",
    options,
    words: ["COMMAND", "[NAME]"],
  },
  run,
);
