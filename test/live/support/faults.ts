import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { savedStates } from "../../../beam/flink/state/savedStates";
import type { Stack } from "../../../stack/createStack";
import { checkpointed } from "./exactly";
import { command, until } from "./job";

export async function restart(stack: Stack, part: string): Promise<void> {
  await stack.kill(part);
  await stack.start(part);
}

/** Kills the TypeScript workers of the pool, which goes on. */
export async function killWorkers(stack: Stack): Promise<void> {
  const pool = (await stack.status()).find(({ name }) => name === "worker-pool")?.pid;
  const workers = execFileSync("ps", ["-o", "pid=", "--ppid", String(pool)], { encoding: "utf8" })
    .trim()
    .split(/\s+/);
  expect(workers.length).toBeGreaterThan(0);
  for (const worker of workers) process.kill(Number(worker), "SIGKILL");
}

/** Restarts the JobManager, which forgets its jobs; gives the newest checkpoint of one, to go on from. */
export async function forgetJobs(stack: Stack, id: string): Promise<string> {
  await checkpointed(stack, id);
  await restart(stack, "jobmanager");
  await until(async () => (await taskManagers(stack)) === 1, "the TaskManager to come back");
  const newest = savedStates(join(stack.settings.stateDir, "checkpoints")).find(({ jobId }) => jobId === id);
  return String(newest?.url);
}

async function taskManagers({ settings }: Stack): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${settings.ports.flink}/overview`);
  return ((await answer.json()) as { taskmanagers: number }).taskmanagers;
}

/** Stops a job with a savepoint and gives its path. */
export async function stopWithSavepoint({ settings }: Stack, id: string): Promise<string> {
  const flink = `http://127.0.0.1:${settings.ports.flink}`;
  const savepoints = join(settings.stateDir, "savepoints");
  return (await command("pipelines/cancel.ts", [id, "--flink", flink, "--savepoint", savepoints])).trim();
}
