import { setTimeout as sleep } from "node:timers/promises";
import { type MessagePort, workerData } from "node:worker_threads";
import type { RegistryAddress } from "./address";
import { registerSchema } from "./registerSchema";
import { type RegisteredSchema, schemaById, UnknownSchema } from "./schemaById";

// The program of a thread: asks a registry until it has answered, and tells of each try.

/** For the schema of an id, or for the id of a schema, which is registered under the subject if it is new. */
export type Question = { id: number } | { subject: string; schema: unknown };

/** What came of one try. */
export type Try = { answer: RegisteredSchema | number } | { problem: string; isUnknown: boolean };

export interface Asked {
  address: RegistryAddress;
  question: Question;
  port: MessagePort;
  /** Counts the tries; who waits is woken by each. */
  tries: Int32Array;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

async function askUntilThere({ address, question, port, tries }: Asked): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const outcome = await ask(address, question).then(
      (answer): Try => ({ answer }),
      (error: Error): Try => ({ problem: error.message, isUnknown: error instanceof UnknownSchema }),
    );
    port.postMessage(outcome);
    Atomics.add(tries, 0, 1);
    Atomics.notify(tries, 0);
    if ("answer" in outcome) return;
    await sleep(pauseMs);
  }
}

function ask(address: RegistryAddress, question: Question): Promise<RegisteredSchema | number> {
  if ("id" in question) return schemaById(address, question.id);
  return registerSchema(address, question.subject, question.schema);
}

void askUntilThere(workerData);
