import { Counter, Gauge, Registry } from "prom-client";
import type { JobFigures } from "./jobFigures";
import type { ObservedJob, Wanted } from "./observed";

/** What the keeper knows at a scrape. */
export interface Known {
  wanted?: Wanted;
  codeVersion: string;
  /** The job that runs, or is on its way up. */
  job?: ObservedJob;
  figures?: JobFigures;
  /** Whether that is the wanted job, and runs. */
  runs: boolean;
}

/** One registry per process; `known` is asked at each scrape. */
export function createKeeperMetrics(known: () => Known) {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number | undefined) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const value = read();
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  gauge("fraud_keeper_job_running", "1 while the wanted job runs, else 0", () => (known().runs ? 1 : 0));
  gauge("fraud_keeper_job_restarts", "How often Flink has restarted the job", () => known().figures?.restarts);
  gauge("fraud_keeper_checkpoint_age_seconds", "Age of the job's newest checkpoint; without any, of the job", () => {
    const { figures, job } = known();
    const savedAtMs = figures?.checkpointedAtMs ?? job?.startedAtMs;
    return savedAtMs === undefined ? undefined : Math.max(0, (Date.now() - savedAtMs) / 1_000);
  });
  new Gauge({
    name: "fraud_keeper_job_info",
    help: "Always 1: the wanted job, the job there is, the version of the code and the state that the job was started from",
    labelNames: ["wanted", "running", "code_version", "started_from"],
    registers,
    collect() {
      const { wanted, job, codeVersion } = known();
      this.reset();
      const labels = { wanted: wanted?.name ?? "", running: job?.name ?? "", started_from: job?.from ?? "" };
      this.set({ ...labels, code_version: codeVersion }, 1);
    },
  });
  return {
    registry,
    starts: new Counter({ name: "fraud_keeper_starts_total", help: "Jobs that this keeper has started", registers }),
    failures: new Counter({
      name: "fraud_keeper_failed_rounds_total",
      help: "Rounds that could not look at Flink or do their step",
      registers,
    }),
  };
}
