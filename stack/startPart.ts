import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UserError } from "../config/runProgram";
import { startDaemon } from "./daemon";
import type { Software } from "./downloads/software";
import { filesOf } from "./files";
import type { Part } from "./parts/part";
import type { StackSettings } from "./settings";

/** Prepares and starts a part; it is not healthy yet. */
export async function startPart(settings: StackSettings, part: Part, software: Software): Promise<void> {
  const files = filesOf(settings);
  const first = part.prepare?.(software);
  if (first !== undefined) {
    await promisify(execFile)(first.program, first.args).catch((error: Error & { stdout: string; stderr: string }) => {
      throw new UserError(`${part.name}: cannot be prepared: ${error.stderr || error.stdout || error.message}`);
    });
  }
  await startDaemon(part.command(software), files.out(part.name), files.process(part.name));
}
