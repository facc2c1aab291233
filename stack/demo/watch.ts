import { setTimeout as sleep } from "node:timers/promises";
import { hasEnded, jobState, lastFailure } from "../../beam/flink/rest/flinkJobs";
import { createFlinkRest } from "../../beam/flink/rest/flinkRest";
import { UserError } from "../../config/runProgram";
import type { Stack } from "../createStack";
import { lastLines } from "../logTail";
import type { RunningProgram } from "./runningProgram";

const LOOK_EVERY_MS = 3_000;

/** Rejects with a `UserError` that names the program when it ends; it is meant to run for ever. */
export async function watchProgram(program: RunningProgram): Promise<never> {
  const outcome = await program.ended;
  throw new UserError(
    [`the ${program.name} ended with ${outcome}; its last lines:`, ...program.lastLines()].join("\n"),
  );
}

/** Rejects with a `UserError` that names the part of the stack that died, or says why the job ended. */
export async function watchStack(stack: Stack, jobId: string, stop: AbortSignal): Promise<void> {
  const { host, ports } = stack.settings;
  const flink = createFlinkRest(`http://${host}:${ports.flink}`);
  while (!stop.aborted) {
    const dead = (await stack.status()).find(({ state }) => state === "crashed" || state === "stopped");
    if (dead !== undefined) {
      const lines = lastLines(stack.settings, dead.name, 5).map((line) => `  ${line.slice(0, 300)}`);
      throw new UserError([`${dead.name} has ended; its last lines:`, ...lines].join("\n"));
    }
    // A Flink that does not answer is alive and busy, or dead and found so in the next round.
    const state = await jobState(flink, jobId).catch(() => "UNKNOWN");
    if (hasEnded(state)) {
      const reason = await lastFailure(flink, jobId).catch(() => undefined);
      throw new UserError(`the job is ${state} in Flink${reason === undefined ? "" : `: ${reason}`}`);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => {});
  }
}
