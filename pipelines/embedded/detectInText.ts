import type { Alert } from "../../transforms/alert";
import type { RuleSetSettings } from "../judgeByRules";
import type { DetectionSettings } from "../oneRule";
import type { FileRun } from "./fileRun";
import { byStart, type Found } from "./found";
import { runShard } from "./runShard";
import { WHOLE } from "./shard";

/** The alerts of lines that are in memory, in any order. */
export function detectInText(
  lines: Iterable<string | Uint8Array>,
  settings: DetectionSettings | RuleSetSettings,
  onDeadLetter?: FileRun["onDeadLetter"],
): Found {
  const alerts: Alert[] = [];
  const run = { disorderMs: Number.POSITIVE_INFINITY, wanted: { alerts: settings }, shard: WHOLE };
  const { late: _, ...read } = runShard(blocksOf(lines), run, (alert) => alerts.push(alert as Alert), {
    onDeadLetter,
  });
  return { ...read, alerts: alerts.sort(byStart) };
}

/** Each line as a block of its own. */
function* blocksOf(lines: Iterable<string | Uint8Array>): Generator<Buffer> {
  for (const line of lines) yield Buffer.from(line as string);
}
