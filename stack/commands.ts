import { spawn } from "node:child_process";
import { UserError } from "../config/runProgram";
import type { PartStatus, Stack } from "./createStack";
import { filesOf } from "./files";
import { lastLines } from "./logTail";

/** What a command may use beside its stack and the NAME. */
export interface CommandOptions {
  print: (line: string) => void;
  wipe: boolean;
  follow: boolean;
  lines: number;
  signal: string;
}

type Command = (stack: Stack, name: string | undefined, options: CommandOptions) => Promise<void>;

/** The words of `npm run stack -- COMMAND`. */
export const commands: Record<string, Command> = {
  async up(stack, _, { print }) {
    const begun = Date.now();
    await stack.up();
    print(`up in ${Math.round((Date.now() - begun) / 1_000)} s; logs and data: ${stack.settings.stateDir}`);
  },
  async status(stack, _, { print }) {
    const all = await stack.status();
    for (const part of all) print(statusLine(part));
    if (all.some(({ state }) => state !== "healthy")) process.exitCode = 1;
  },
  async down(stack, _, { print, wipe }) {
    await stack.down({ wipe });
    print(wipe ? "down; nothing is kept" : `down; Kafka's data and checkpoints stay in ${stack.settings.stateDir}`);
  },
  async start(stack, name) {
    await stack.start(required(name));
  },
  async stop(stack, name, { print }) {
    await stack.stop(required(name));
    print(`${name} stopped`);
  },
  async restart(stack, name) {
    await stack.restart(required(name));
  },
  async kill(stack, name, { print, signal }) {
    await stack.kill(required(name), signal as NodeJS.Signals);
    print(`${name} got ${signal}`);
  },
  async checkpoints(stack, _, { print }) {
    const all = stack.checkpoints();
    if (all.length === 0) print(`no job has completed a checkpoint in ${stack.settings.stateDir}`);
    for (const { url, savedAtMs } of all) print(`${new Date(savedAtMs).toISOString()} ${url}`);
  },
  async logs(stack, name, { print, follow, lines }) {
    if (name !== undefined && !stack.parts.includes(name)) {
      throw new UserError(`NAME: found ${JSON.stringify(name)}, expected one of ${stack.parts.join(", ")}`);
    }
    for (const part of name === undefined ? stack.parts : [name]) {
      for (const line of lastLines(stack.settings, part, lines)) print(name === undefined ? `${part}: ${line}` : line);
    }
    if (!follow) return;
    const files = filesOf(stack.settings);
    const part = required(name);
    spawn("tail", ["-n", "0", "-F", files.log(part), files.out(part)], { stdio: ["ignore", 1, "ignore"] });
  },
};

function required(name: string | undefined): string {
  if (name === undefined) throw new UserError("NAME is missing: which part? `npm run stack -- status` lists them");
  return name;
}

function statusLine({ name, state, pid, startedAt, address, reason }: PartStatus): string {
  const running = pid === undefined ? "" : `  pid ${pid} since ${startedAt}`;
  return `${name.padEnd(18)} ${state.padEnd(12)} ${address}${running}${reason === undefined ? "" : `  (${reason})`}`;
}
