import { UserError } from "../../config/runProgram";
import type { Output } from "./output";

/** How long a dead broker is waited for once the generator has been told to stop. */
export const PATIENCE_MS = 10_000;

/** Delivers what is left. After `stop` only for `patienceMs`; rejects with how many lines did not make it. */
export async function finish(outputs: Output[], stop: AbortSignal, taken: () => number, patienceMs = PATIENCE_MS) {
  const flushed = Promise.all(outputs.map((output) => output.flush()));
  let timer: NodeJS.Timeout | undefined;
  const outOfPatience = new Promise<never>((_, reject) => {
    const begin = () => {
      timer = setTimeout(() => reject(new UserError(undelivered(outputs, taken(), patienceMs))), patienceMs);
    };
    if (stop.aborted) begin();
    else stop.addEventListener("abort", begin, { once: true });
  });
  try {
    await Promise.race([flushed, outOfPatience]);
  } finally {
    clearTimeout(timer);
  }
}

function undelivered(outputs: Output[], taken: number, patienceMs: number): string {
  const { delivered } = outputs[0];
  const reason = outputs.map((output) => output.notReady()).find((trouble) => trouble !== undefined);
  return `stopped with ${taken - delivered} of ${taken} lines not delivered within ${patienceMs / 1000} s: ${reason ?? "no answer from Kafka"}`;
}
