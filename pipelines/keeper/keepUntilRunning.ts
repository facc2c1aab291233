import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../config/runProgram";
import type { Cluster } from "./cluster";
import { keepOnce } from "./keepOnce";
import type { Observed, Wanted } from "./observed";

/**
 * Does what a keeper does until the wanted job runs; resolves with what is so then. Rejects with the first thing that goes wrong, and
 * with a `UserError` where it is not this process's turn or the job does not come up within `timeoutMs`.
 */
export async function keepUntilRunning(
  cluster: Cluster,
  wanted: (seen: Observed) => Wanted,
  say: (line: string) => void,
  { timeoutMs, pauseMs }: { timeoutMs: number; pauseMs: number },
): Promise<string> {
  let last = "";
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    const { step } = await keepOnce(cluster, wanted, ({ because }) => {
      if (because !== last) say(because);
      last = because;
    });
    if (step.do === "nothing") return step.because;
    if (step.do === "stand-back") throw new UserError(step.because);
    if (step.do === "wait") await pause(pauseMs);
  }
  throw new UserError(`after ${timeoutMs / 1000} s: ${last}`);
}
