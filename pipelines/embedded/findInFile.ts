import { Malformed, parseTransaction, type Transaction } from "../../payment/transaction";
import { detect } from "../../rules/detect";
import type { Finding } from "../../rules/finding";
import { type RulesText, rulesOf } from "../../transforms/rulesText";
import type { FileRun, Read } from "./fileRun";
import { openInput } from "./openInput";
import { readLines } from "./readLines";

export interface FindRun extends FileRun {
  /** Rule sets that are run at once, each checked before: what they gather alike is gathered once. */
  sets: readonly RulesText[];
  /** How far a payment may lie ahead of the clock, in ms. */
  maxFutureSkewMs: number;
  /** A longer line is a dead letter. */
  maxRecordBytes: number;
}

/** What was found, and by which of the rule sets, ascending: rules that are the same in several are judged once. */
export interface FoundBySets {
  finding: Finding;
  sets: readonly number[];
}

export interface FoundInFile extends Read {
  /** By start of the window, then by id. */
  findings: FoundBySets[];
}

/** What the rules find in a file of payments. */
export async function findInFile({ path, sets, maxFutureSkewMs, onDeadLetter }: FindRun): Promise<FoundInFile> {
  const payments: Transaction[] = [];
  const reasons = new Map<string, number>();
  let linesRead = 0;
  for (const value of readLines(openInput(path), path)) {
    linesRead++;
    const parsed = parseTransaction(String(value), Date.now() + maxFutureSkewMs);
    if (!(parsed instanceof Malformed)) {
      payments.push(parsed);
      continue;
    }
    reasons.set(parsed.reason, (reasons.get(parsed.reason) ?? 0) + 1);
    onDeadLetter?.({ reason: parsed.reason, detail: parsed.detail, value: String(value), line: linesRead });
  }
  const findings = sets.flatMap((rules, set) =>
    detect(rulesOf(rules), payments).map((finding) => ({ finding, sets: [set] })),
  );
  findings.sort((a, b) => a.finding.windowStartMs - b.finding.windowStartMs || (a.finding.id < b.finding.id ? -1 : 1));
  const deadLetters = new Map([...reasons].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { findings, linesRead, deadLetters, windows: 0 };
}
