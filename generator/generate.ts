import type { Logger } from "pino";
import { type GeneratorOptions, wantedRate } from "./config";
import { linesFor } from "./lines";
import { avroLines } from "./output/avroLines";
import type { Clock } from "./output/clock";
import { createDeparture } from "./output/departure";
import { finish } from "./output/finish";
import type { GeneratorMetrics } from "./output/metrics";
import type { Outputs } from "./output/outputs";
import { createPace } from "./output/pace";
import { printLine } from "./output/printLine";
import { reportProgress } from "./output/reportProgress";
import { type Progress, run } from "./run";
import { createTruthRecorder } from "./schemes/truth";

/** Kafka's limit is an hour; a minute is left for clocks that differ. */
export const MOST_AHEAD_MS = 59 * 60_000;
const MOST_PRINTED_PER_SECOND = 10;

export interface GenerateParts {
  options: GeneratorOptions;
  outputs: Outputs;
  clock: Clock;
  log: Logger;
  metrics: GeneratorMetrics;
  progress: Progress;
  stop: AbortSignal;
}

/** Connects, sends all that the options ask for or as much as there is until `stop`, and delivers it. */
export async function generate(parts: GenerateParts): Promise<void> {
  const { options, outputs, clock, log, metrics, progress, stop } = parts;
  const { payments, truth, producers } = outputs;
  await Promise.race([Promise.all(producers.map((producer) => producer.connect())), aborted(stop)]);
  const write = await avroLines(options, log, stop);
  if (options.format === "avro" && write === undefined) return;
  // Only now, however long the broker was away: without --start, payments are of the present.
  const startMs = options.start ?? clock.now();
  progress.lastDueMs = startMs;
  const rate = wantedRate(options);
  const isPaced = Number.isFinite(rate) && Number.isFinite(options.speed);
  const pace = createPace({ clock, startMs, speed: isPaced ? options.speed : Number.POSITIVE_INFINITY });
  metrics.setBehind(() => (isPaced ? -pace.waitMs(progress.lastDueMs) : 0));
  const isReadable = options.format !== "avro" && rate <= MOST_PRINTED_PER_SECOND && options.out !== "-";
  const isPrinted = options.print === "all" || (options.print === "auto" && isReadable);
  const endReport = isPrinted ? () => {} : reportProgress(log, () => payments.delivered, metrics.behindMs);
  try {
    await run({
      lines: linesFor(options, startMs, write),
      output: payments,
      truth: {
        recorder: createTruthRecorder({ gapMs: options.gap, limitCents: options.limit }),
        outputs: truth,
      },
      departure: createDeparture({
        clock,
        pace,
        isOfNow: options.start === undefined,
        mostAheadMs: mostAheadMs(options, clock),
        onWait() {
          for (const output of [payments, ...truth]) output.nudge();
        },
        stop,
        log,
      }),
      stop,
      metrics,
      print: isPrinted ? printLine : undefined,
      progress,
    });
    await finish([payments, ...truth], stop, () => progress.taken);
  } finally {
    endReport();
  }
}

/** What began in the past goes on in the present; what was to be ahead of the clock is so as far as Kafka takes it. */
function mostAheadMs({ out, start }: GeneratorOptions, clock: Clock): number {
  if (out !== undefined) return Number.POSITIVE_INFINITY;
  return start !== undefined && start < clock.now() ? 0 : MOST_AHEAD_MS;
}

function aborted(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener("abort", () => resolve(), { once: true });
  });
}
