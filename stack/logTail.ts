import { readFileSync } from "node:fs";
import { filesOf } from "./files";
import type { StackSettings } from "./settings";

/** The last `count` lines of what a part logged and of what it printed beside that. */
export function lastLines(settings: StackSettings, part: string, count: number): string[] {
  const files = filesOf(settings);
  return [files.log(part), files.out(part)].flatMap((file) => linesOf(file).slice(-count));
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}
