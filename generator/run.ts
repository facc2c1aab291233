import type { Logger } from "pino";
import { createFutureWarning, DETECTOR_SKEW_MS } from "./output/futureWarning";
import type { GeneratorMetrics } from "./output/metrics";
import type { OutgoingLine } from "./output/outgoing";
import type { Output } from "./output/output";
import type { Clock, Pace } from "./output/pace";
import { type TruthRecord, type TruthRecorder, truthLine } from "./schemes/truth";

export interface RunParts {
  lines: Iterable<OutgoingLine>;
  output: Output;
  truth: { recorder: TruthRecorder; outputs: Output[] };
  clock: Clock;
  pace: Pace;
  /** Ends the run after the line at hand. */
  stop: AbortSignal;
  /** How far ahead of the clock a payment's time may be; lines wait where it would be more. */
  mostAheadMs: number;
  log: Logger;
  metrics: Pick<GeneratorMetrics, "schemes">;
  /** Shows a line to a person. */
  print?: (line: OutgoingLine) => void;
  progress: Progress;
}

/** How far a run is. */
export interface Progress {
  /** Lines given to the output. */
  taken: number;
  /** Simulated time of the latest line. */
  lastDueMs: number;
}

/** Lines between two chances for signals and health checks, where nothing else waits. */
const LINES_PER_TURN = 8_192;

/** Sends lines when they are due until they end or `stop`. Memory is bounded by what the outputs hold. */
export async function run(parts: RunParts): Promise<void> {
  const { output, truth, clock, pace, stop, metrics, log } = parts;
  const outputs = [output, ...truth.outputs];
  const warnOfFuture = createFutureWarning(log, parts.mostAheadMs);
  const tell = async (record: TruthRecord) => {
    metrics.schemes.inc({ kind: record.kind });
    for (const target of truth.outputs) await unlessStopped(target.write(truthLine(record)), stop);
  };
  for (const line of parts.lines) {
    const aheadMs = line.timestampMs - clock.now();
    if (aheadMs > DETECTOR_SKEW_MS) warnOfFuture(aheadMs);
    const waitMs = Math.max(pace.waitMs(line.dueMs), aheadMs - parts.mostAheadMs);
    if (waitMs >= 1) {
      for (const waiting of outputs) waiting.nudge();
      await clock.sleep(waitMs, stop);
    }
    if (stop.aborted) break;
    await unlessStopped(output.write(line), stop);
    parts.print?.(line);
    parts.progress.lastDueMs = line.dueMs;
    parts.progress.taken++;
    const record = line.payment?.scheme && truth.recorder.sent(line.payment);
    if (record !== undefined) await tell(record);
    if (parts.progress.taken % LINES_PER_TURN === 0) await new Promise(setImmediate);
  }
  for (const record of truth.recorder.rest()) await tell(record);
}

/** Waits for room in an output; where the broker is dead, a stop signal ends the wait. */
function unlessStopped(room: Promise<void> | undefined, stop: AbortSignal): Promise<void> | undefined {
  if (room === undefined) return undefined;
  if (stop.aborted) {
    room.catch(() => {});
    return undefined;
  }
  return new Promise((resolve, reject) => {
    const stopped = () => resolve();
    stop.addEventListener("abort", stopped);
    room.then(resolve, reject).finally(() => stop.removeEventListener("abort", stopped));
  });
}
