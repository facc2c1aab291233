import { existsSync, rmSync } from "node:fs";
import { savedStates } from "../beam/flink/state/savedStates";
import { UserError } from "../config/runProgram";
import { writeConfigFiles } from "./configFiles";
import { readRecord, runningProcess, signalDaemon, stopDaemon } from "./daemon";
import type { Report } from "./downloads/runVisibly";
import { ensureSoftware, type Software } from "./downloads/software";
import { filesOf } from "./files";
import { checkJava } from "./java";
import { findParts, partsOf } from "./parts/allParts";
import type { Part } from "./parts/part";

import type { StackSettings } from "./settings";
import { startPart } from "./startPart";
import { checkPorts } from "./takenPorts";
import { createTopics } from "./topics";
import { waitUntilHealthy } from "./waitUntilHealthy";

/** How long a part may take to end by itself before it is killed. */
const STOP_GRACE_MS = 15_000;

/** How a part is. */
export interface PartStatus {
  name: string;
  state: "healthy" | "not healthy" | "crashed" | "stopped";
  /** Why it is not healthy. */
  reason?: string;
  pid?: number;
  startedAt?: string;
  address: string;
}

/** Kafka, Flink, Beam's two servers and the worker pool on this machine, started, stopped and broken at will. */
export function createStack(settings: StackSettings, report: Report = () => {}) {
  const files = filesOf(settings);
  const parts = partsOf(settings);
  let software: Software | undefined;
  const getSoftware = async () => {
    software ??= await ensureSoftware(settings, report);
    return software;
  };
  const processOf = (part: Part) => runningProcess(files.process(part.name));

  /** Starts those of `wanted` that do not run, and waits until all of them are healthy; starts no more after `stop`. */
  async function startParts(wanted: Part[], stop?: AbortSignal): Promise<void> {
    await checkJava(settings.javaHome);
    const ready = await getSoftware();
    const missing = wanted.filter((part) => processOf(part) === undefined);
    await checkPorts(settings, missing);
    writeConfigFiles(settings);
    for (const part of missing) {
      if (stop?.aborted) throw new UserError("stopped while starting");
      await startPart(settings, part, ready);
    }
    await Promise.all(
      wanted.map(async (part) => {
        await waitUntilHealthy(settings, part);
        if (part.name === "kafka") await createTopics(settings);
        report(`${part.name.padEnd(18)} ${part.address}`);
      }),
    );
  }

  async function stopParts(wanted: Part[]): Promise<void> {
    await Promise.all(wanted.map((part) => stopDaemon(files.process(part.name), STOP_GRACE_MS)));
  }

  return {
    settings,
    parts: parts.map((part) => part.name),

    /** Starts what does not run yet, creates the topics, resolves when all is healthy. */
    up: (stop?: AbortSignal) => startParts(parts, stop),

    /** Stops all parts, Kafka last. Kafka's data and Flink's checkpoints stay, unless `wipe`. */
    async down({ wipe = false } = {}): Promise<void> {
      await stopParts(parts.filter((part) => part.name !== "kafka"));
      await stopParts(parts);
      if (wipe) rmSync(settings.stateDir, { recursive: true, force: true });
    },

    start: (name: string) => startParts(findParts(parts, name)),
    stop: (name: string) => stopParts(findParts(parts, name)),

    async restart(name: string): Promise<void> {
      await stopParts(findParts(parts, name));
      await startParts(findParts(parts, name));
    },

    /** Sends a signal to a part, by default one that it cannot catch; resolves when a killed part is gone. */
    async kill(name: string, signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
      for (const part of findParts(parts, name)) {
        const record = processOf(part);
        if (record === undefined) throw new UserError(`${part.name}: does not run`);
        await signalDaemon(record, signal);
      }
    },

    status: (): Promise<PartStatus[]> =>
      Promise.all(
        parts.map(async (part) => {
          const record = processOf(part);
          const base = { name: part.name, address: part.address };
          if (record === undefined) {
            return { ...base, state: readRecord(files.process(part.name)) ? "crashed" : "stopped" } as const;
          }
          const { pid, startedAt } = record;
          const reason = await part.check().then(
            () => undefined,
            (error: Error) => error.message,
          );
          return { ...base, pid, startedAt, state: reason === undefined ? "healthy" : "not healthy", reason } as const;
        }),
      ),

    /** The checkpoints that jobs can be resumed from, the newest first. */
    checkpoints: () => savedStates(files.checkpoints),

    /** Whether a stack was ever started in the state folder. */
    exists: () => existsSync(files.settings),
  };
}

/** A stack of this machine. */
export type Stack = ReturnType<typeof createStack>;
