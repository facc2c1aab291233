import { setTimeout as sleep } from "node:timers/promises";
import { type MessagePort, workerData } from "node:worker_threads";
import type { RegistryAddress } from "./address";
import { type RegisteredSchema, schemaById, UnknownSchema } from "./schemaById";

// The program of a thread: asks a registry for a schema until it has it, and tells of each try.

/** What came of one try. */
export type Try = { schema: RegisteredSchema } | { problem: string; isUnknown: boolean };

export interface Asked {
  address: RegistryAddress;
  id: number;
  port: MessagePort;
  /** Counts the tries; who waits is woken by each. */
  tries: Int32Array;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

async function askUntilThere({ address, id, port, tries }: Asked): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const outcome = await schemaById(address, id).then(
      (schema): Try => ({ schema }),
      (error: Error): Try => ({ problem: error.message, isUnknown: error instanceof UnknownSchema }),
    );
    port.postMessage(outcome);
    Atomics.add(tries, 0, 1);
    Atomics.notify(tries, 0);
    if ("schema" in outcome) return;
    await sleep(pauseMs);
  }
}

void askUntilThere(workerData);
