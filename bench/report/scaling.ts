import type { Growth } from "../growth/results";
import type { Comparison, ContenderRuns, SideBySide } from "../sideBySide/results";
import { medianOf } from "./comparisonTable";
import { markdownTable } from "./markdownTable";
import { figure } from "./numbers";

const RATES = [1_000, 10_000, 100_000];
/** A job that was down has to catch up: half of what is there is for that. */
const SPARE = 2;
/** The defaults of `--gap` and `--allowed-lateness`, s. */
const HELD_SECONDS = 600 + 60;

const HEAD = [
  "payments/s",
  "Flink cores",
  "worker processes",
  "slots, partitions",
  "sessions held, at most",
  "state, MB",
];

/** What this pipeline takes at several rates, worked out from what was measured; undefined where nothing was. */
export function scalingSection({ throughput }: SideBySide, growth?: Growth): string | undefined {
  const short = throughput?.comparisons.find(({ workload }) => workload === "short");
  const ours = short && oursOf(short);
  const flink =
    ours && medianOf(ours, ({ cpuSecondsPerMillion: { taskManager = 0, jobManager = 0 } }) => taskManager + jobManager);
  const workers = ours && medianOf(ours, ({ cpuSecondsPerMillion }) => cpuSecondsPerMillion.workers);
  if (short === undefined || flink === undefined || workers === undefined) return undefined;
  const bytes = bytesPerSession([...(growth?.curves.pairs?.points ?? []), short]);
  const rows = RATES.map((rate) => rowOf(rate, { flink, workers, bytes }));
  const basis = [
    `${figure(flink)} CPU-s in Flink and ${figure(workers)} in workers for a million payments in short sessions`,
    bytes === undefined ? "" : `, ${Math.round(bytes)} bytes of checkpoint for a session that is held`,
  ];
  return `Measured: ${basis.join("")}.\n\n${markdownTable(HEAD, rows)}`;
}

interface Basis {
  /** CPU-s per million payments. */
  flink: number;
  workers: number;
  /** Of state, for a session. */
  bytes?: number;
}

function rowOf(rate: number, { flink, workers, bytes }: Basis): string[] {
  const cores = (cpuSecondsPerMillion: number) => (SPARE * rate * cpuSecondsPerMillion) / 1e6;
  const sessions = rate * HELD_SECONDS;
  return [
    rate.toLocaleString("en-US"),
    figure(cores(flink)),
    // A worker computes in one thread.
    String(Math.max(1, Math.ceil(cores(workers)))),
    String(Math.max(1, Math.ceil(cores(flink)))),
    sessions.toLocaleString("en-US"),
    figure(bytes && (sessions * bytes) / 2 ** 20),
  ];
}

/** By the measurement in which the most sessions were held and a checkpoint was made. */
function bytesPerSession(comparisons: Comparison[]): number | undefined {
  const found = comparisons
    .map((comparison) => {
      const ours = oursOf(comparison);
      const checkpointMb = ours && medianOf(ours, (run) => run.checkpointMb);
      return { sessions: comparison.peakOpenSessions, checkpointMb };
    })
    .filter(({ checkpointMb }) => checkpointMb !== undefined)
    .sort((a, b) => b.sessions - a.sessions)[0];
  return found && ((found.checkpointMb as number) * 2 ** 20) / found.sessions;
}

const oursOf = ({ contenders }: Comparison): ContenderRuns | undefined =>
  contenders.find(({ name }) => name === "ours");
