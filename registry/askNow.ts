import { extname, join } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { RegistryAddress } from "./address";
import type { Question, Try } from "./registryThread";
import type { RegisteredSchema } from "./schemaById";

/** Ms between two lines about a wait. */
const SAY_EVERY_MS = 10_000;
/** Each try takes seconds: a thread that is silent for longer has died. */
const LONGEST_TRY_MS = 600_000;

export interface Waiting {
  /** How long a registry that answers may not know the id, in ms; for ever without it. */
  unknownMs?: number;
  /** Gets a line about each wait now and then. */
  warn: (line: string) => void;
}

/**
 * The schema of an id, for code that cannot wait for promises: this thread stands still while another one asks. It does so for
 * as long as the registry is away or refuses. Undefined where the registry has not known the id for `unknownMs`.
 */
export function schemaNow(address: RegistryAddress, id: number, waiting: Waiting): RegisteredSchema | undefined {
  return answerNow(address, { id }, `schema ${id}`, waiting) as RegisteredSchema | undefined;
}

/** The id of a schema, registered under the subject if it is new; stands still in the same way for as long as that takes. */
export function schemaIdNow(
  address: RegistryAddress,
  { subject, schema }: { subject: string; schema: unknown },
  warn: Waiting["warn"],
): number {
  return answerNow(address, { subject, schema }, `the id of ${subject}'s schema`, { warn }) as number;
}

function answerNow(
  address: RegistryAddress,
  question: Question,
  what: string,
  { unknownMs = Number.POSITIVE_INFINITY, warn }: Waiting,
): RegisteredSchema | number | undefined {
  const begunMs = Date.now();
  const { port1: port, port2 } = new MessageChannel();
  const tries = new Int32Array(new SharedArrayBuffer(4));
  const thread = startThread({ address, question, port: port2, tries }, port2);
  let unknownSinceMs: number | undefined;
  let saidMs: number | undefined;
  try {
    for (let seen = 0; ; seen++) {
      if (Atomics.wait(tries, 0, seen, LONGEST_TRY_MS) === "timed-out") throw new Error("the thread that asks is gone");
      const outcome = (receiveMessageOnPort(port) as { message: Try }).message;
      const seconds = Math.round((Date.now() - begunMs) / 1_000);
      if ("answer" in outcome) {
        if (saidMs !== undefined) warn(`${what} came from ${address.url} after ${seconds} s`);
        return outcome.answer;
      }
      unknownSinceMs = outcome.isUnknown ? (unknownSinceMs ?? Date.now()) : undefined;
      if (unknownSinceMs !== undefined && Date.now() - unknownSinceMs >= unknownMs) return undefined;
      if (saidMs !== undefined && Date.now() - saidMs < SAY_EVERY_MS) continue;
      saidMs = Date.now();
      warn(`waiting for ${what} of ${address.url} for ${seconds} s: ${outcome.problem}`);
    }
  } finally {
    void thread.terminate();
  }
}

/** With the same loader as this one: ts-node in the repository, plain Node.js when built. */
function startThread(workerData: object, port: MessageChannel["port2"]): Worker {
  const kind = extname(__filename);
  const execArgv = kind === ".ts" ? ["-r", require.resolve("ts-node/register")] : [];
  return new Worker(join(__dirname, `registryThread${kind}`), { workerData, execArgv, transferList: [port] });
}
