import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../config/runProgram";
import { runningProcess } from "./daemon";
import { filesOf } from "./files";
import { lastLines } from "./logTail";
import type { Part } from "./parts/part";
import type { StackSettings } from "./settings";

/** Resolves once the part does its work. Throws a `UserError` with its last log lines if it ends or takes too long. */
export async function waitUntilHealthy(settings: StackSettings, part: Part): Promise<void> {
  const end = Date.now() + settings.timeoutMs;
  const fail = (what: string) => {
    const lines = lastLines(settings, part.name, 10).map((line) => `  ${line.slice(0, 300)}`);
    throw new UserError([`${part.name} ${what}; its last lines:`, ...lines].join("\n"));
  };
  while (true) {
    if (runningProcess(filesOf(settings).process(part.name)) === undefined) fail("ended right after its start");
    try {
      return await part.check();
    } catch (error) {
      if (Date.now() > end) fail(`is not healthy after ${settings.timeoutMs / 1_000} s (${(error as Error).message})`);
    }
    await sleep(300);
  }
}
