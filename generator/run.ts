import type { Departure } from "./output/departure";
import type { GeneratorMetrics } from "./output/metrics";
import type { OutgoingLine } from "./output/outgoing";
import type { Output } from "./output/output";
import { type TruthRecord, type TruthRecorder, truthLine } from "./schemes/truth";

export interface RunParts {
  lines: Iterable<OutgoingLine>;
  output: Output;
  truth: { recorder: TruthRecorder; outputs: Output[] };
  departure: Departure;
  /** Ends the run after the line at hand. */
  stop: AbortSignal;
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
  const { output, truth, departure, stop, metrics } = parts;
  const tell = async (record: TruthRecord) => {
    metrics.schemes.inc({ kind: record.kind });
    for (const target of truth.outputs) await unlessStopped(target.write(truthLine(record)), stop);
  };
  for (const planned of parts.lines) {
    const due = departure.untilDue(planned);
    if (due !== undefined) await due;
    if (stop.aborted) break;
    const line = departure.stamped(planned);
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
