import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Stack } from "../../../stack/createStack";

/** What a process holds. Linux tells; elsewhere all is 0. */
export interface ProcessFigures {
  residentMb: number;
  threads: number;
  openFiles: number;
  children: number;
}

const NOTHING: ProcessFigures = { residentMb: 0, threads: 0, openFiles: 0, children: 0 };

async function pidOf(stack: Stack, part: string): Promise<number> {
  const pid = (await stack.status()).find(({ name }) => name === part)?.pid;
  if (pid === undefined) throw new Error(`${part} does not run`);
  return pid;
}

/** Has a part's Java give back what nobody uses any more: class loaders keep their jars open until then. */
export async function collectGarbage(stack: Stack, part: string): Promise<void> {
  execFileSync("jcmd", [String(await pidOf(stack, part)), "GC.run"]);
}

/** The figures of a part of a stack. */
export async function figuresOf(stack: Stack, part: string): Promise<ProcessFigures> {
  const pid = await pidOf(stack, part);
  if (process.platform !== "linux") return NOTHING;
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const number = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(status)?.[1]);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return {
    residentMb: Math.round(number("VmRSS") / 1024),
    threads: number("Threads"),
    openFiles: readdirSync(`/proc/${pid}/fd`).length,
    children: children === "" ? 0 : children.split(" ").length,
  };
}

/** Megabytes of classes in the only TaskManager, by Flink's own metric, which is some seconds old. */
export async function metaspaceMb({ settings }: Stack): Promise<number> {
  const flink = `http://127.0.0.1:${settings.ports.flink}`;
  const { taskmanagers } = (await (await fetch(`${flink}/taskmanagers`)).json()) as { taskmanagers: { id: string }[] };
  const name = "Status.JVM.Memory.Metaspace.Used";
  const answer = await fetch(`${flink}/taskmanagers/${taskmanagers[0].id}/metrics?get=${name}`);
  const [{ value }] = (await answer.json()) as { value: string }[];
  return Math.round(Number(value) / 2 ** 20);
}
