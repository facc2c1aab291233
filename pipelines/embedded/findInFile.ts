import type { InputFormat } from "../../payment/formats/inputFormat";
import { byStart, type Finding } from "../../rules/finding";
import type { RulesText } from "../../transforms/rulesText";
import type { FileRun, Read } from "./fileRun";
import { runShards } from "./runShards";

export interface FindRun extends FileRun {
  rules: RulesText;
  /** How far a payment may lie ahead of the clock, in ms. */
  maxFutureSkewMs: number;
  /** A longer line is a dead letter. */
  maxRecordBytes: number;
  /** How payments are written; lines where it is left out. */
  format?: InputFormat;
  /** Copies of payments do not count; left out, they do. */
  duplicatesWithinMs?: number;
}

export interface FoundInFile extends Read {
  /** By start of the window, then by id. */
  findings: Finding[];
}

/** What rules find in a file of payments. Throws `TooMuchDisorder` where a payment comes later than the disorder allows. */
export async function findInFile({
  rules,
  maxFutureSkewMs,
  maxRecordBytes,
  format,
  duplicatesWithinMs,
  ...run
}: FindRun): Promise<FoundInFile> {
  const findings: Finding[] = [];
  const wanted = { findings: { rules, maxFutureSkewMs, maxRecordBytes, format, duplicatesWithinMs } };
  const read = await runShards(run, wanted, (found) => findings.push(found as Finding));
  return { ...read, findings: findings.sort(byStart) };
}
