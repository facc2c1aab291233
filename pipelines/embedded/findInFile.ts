import type { RulesText } from "../../transforms/rulesText";
import type { FileRun, Read } from "./fileRun";
import { runShards } from "./runShards";
import type { FoundBySets } from "./wanted";

export interface FindRun extends FileRun {
  /** Rule sets that are run at once, each checked before: what they gather alike is gathered once. */
  sets: readonly RulesText[];
  /** How far a payment may lie ahead of the clock, in ms. */
  maxFutureSkewMs: number;
  /** A longer line is a dead letter. */
  maxRecordBytes: number;
}

export interface FoundInFile extends Read {
  /** By start of the window, then by id, then by rule set. */
  findings: FoundBySets[];
}

/** What rules find in a file of payments. Throws `TooMuchDisorder` where a payment comes later than the disorder allows. */
export async function findInFile({ sets, maxFutureSkewMs, maxRecordBytes, ...run }: FindRun): Promise<FoundInFile> {
  const findings: FoundBySets[] = [];
  const wanted = { sets, maxFutureSkewMs, maxRecordBytes };
  const read = await runShards(run, wanted, (found) => findings.push(found as FoundBySets));
  return { ...read, findings: findings.sort(byStart) };
}

function byStart(a: FoundBySets, b: FoundBySets): number {
  const byTime = a.finding.windowStartMs - b.finding.windowStartMs;
  if (byTime !== 0) return byTime;
  if (a.finding.id !== b.finding.id) return a.finding.id < b.finding.id ? -1 : 1;
  return a.sets[0] - b.sets[0];
}
