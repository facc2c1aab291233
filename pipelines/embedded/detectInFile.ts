import type { DetectionSettings } from "../detectFraud";
import type { RuleSetSettings } from "../judgeByRules";
import { detectInLines, type Found } from "./detectInLines";
import type { FileRun } from "./fileRun";
import { openInput } from "./openInput";
import { readLines } from "./readLines";

export interface DetectRun extends FileRun {
  settings: DetectionSettings | RuleSetSettings;
}

/** The alerts of a file of payments, by start of the window, then by id. */
export function detectInFile({ path, settings, onDeadLetter }: DetectRun): Promise<Found> {
  return detectInLines(readLines(openInput(path), path), settings, onDeadLetter);
}
