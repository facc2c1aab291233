import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { addressFlags } from "../../../stack/addressFlags";
import type { StackSettings } from "../../../stack/settings";

const run = promisify(execFile);
const ROOT = join(__dirname, "../../..");

/** Runs one of the project's programs as a user does and gives what it printed. */
export async function command(program: string, args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ["-r", "ts-node/register", program, ...args], {
    cwd: ROOT,
    maxBuffer: 1 << 26,
  });
  return stdout;
}

interface JobTopics {
  transactions: string;
  fraud: string;
  deadLetters: string;
}

/** The flags for a job on these topics, with a group and a name of its own. */
export function topicFlags({ transactions, fraud, deadLetters }: JobTopics): string[] {
  return [
    ...["--transactions-topic", transactions, "--fraud-topic", fraud, "--dead-letter-topic", deadLetters],
    ...["--group", transactions, "--job-name", transactions],
  ];
}

/** `npm run submit`: resolves with the id of the running job. */
export async function submit(stack: StackSettings, topics: JobTopics, flags: string[]): Promise<string> {
  const output = await command("pipelines/submit.ts", [...addressFlags(stack), ...topicFlags(topics), ...flags]);
  return output.split("\n")[0];
}

/** A job's state by Flink's REST API. */
export async function jobState({ ports }: StackSettings, id: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${ports.flink}/jobs/${id}`);
  return ((await answer.json()) as { state: string }).state;
}

/** Ends a job for good. */
export async function cancelJob({ ports }: StackSettings, id: string): Promise<void> {
  await fetch(`http://127.0.0.1:${ports.flink}/jobs/${id}?mode=cancel`, { method: "PATCH" });
  await until(
    async () => /CANCELED|FINISHED|FAILED/.test(await jobState({ ports } as StackSettings, id)),
    "the job to end",
  );
}

/** What takes seconds takes minutes on a machine that many share. */
const PATIENCE_MS = 240_000;

/** Waits for a condition, looking five times a second; fails with what was waited for. */
export async function until(condition: () => Promise<boolean>, what: string, timeoutMs = PATIENCE_MS): Promise<void> {
  for (const end = Date.now() + timeoutMs; ; ) {
    if (await condition().catch(() => false)) return;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
