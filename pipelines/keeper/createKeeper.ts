import type { Logger } from "pino";
import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { digestOfCode } from "./codeVersion";
import { flinkCluster } from "./flinkCluster";
import { type JobFigures, jobFigures } from "./jobFigures";
import { keep } from "./keep";
import { createKeeperMetrics } from "./keeperMetrics";
import type { KeeperSettings } from "./keeperOptions";
import type { Round } from "./keepOnce";
import type { Step } from "./nextStep";
import type { Observed, ObservedJob, Wanted } from "./observed";
import { wantedJob } from "./wantedJob";

/** A keeper of one job on one Flink, with what tells others how it does. */
export function createKeeper(settings: KeeperSettings, flink: FlinkRest, log: Logger) {
  const codeVersion = settings.codeVersion ?? digestOfCode();
  const describe = wantedJob(settings, codeVersion);
  let target: Wanted | undefined;
  let job: ObservedJob | undefined;
  let figures: JobFigures | undefined;
  let notReady: string | undefined = "has not looked at Flink yet";
  let lastStep = "";
  let lastFailure = "";

  const metrics = createKeeperMetrics(() => ({
    wanted: target,
    codeVersion,
    job,
    figures,
    runs: notReady === undefined,
  }));

  function wanted(seen: Observed): Wanted {
    target = describe(seen);
    return target;
  }

  function onStep(step: Step): void {
    notReady = step.do === "nothing" ? undefined : step.because;
    const line = `${step.do}: ${step.because}`;
    if (line === lastStep) return;
    lastStep = line;
    log.info(step.do === "end" ? { step: step.do, how: step.how, job: step.job.id } : { step: step.do }, step.because);
  }

  async function onRound({ observed, step }: Round): Promise<void> {
    lastFailure = "";
    if (step.do === "start") metrics.starts.inc();
    job = observed.jobs.find(({ phase }) => phase !== "ended");
    // Flink knows none of a job that it is still setting up.
    figures = job && (await jobFigures(flink, job.id).catch(() => undefined));
  }

  function onFailure(error: Error): void {
    metrics.failures.inc();
    notReady = error.message;
    if (error.message === lastFailure) return;
    lastFailure = error.message;
    lastStep = "";
    const isExpected = "isExpected" in error || error.name === "ConfigError";
    log.error(isExpected ? {} : { err: error }, `${error.message}; trying again`);
  }

  const cluster = flinkCluster(flink, settings, (line) => log.warn(line));
  return {
    registry: metrics.registry,
    notReady: () => notReady,
    /** Keeps the job until `stop`. */
    keep: (stop: AbortSignal) =>
      keep({ cluster, wanted, intervalMs: settings.interval, onStep, onRound, onFailure, stop }),
  };
}
