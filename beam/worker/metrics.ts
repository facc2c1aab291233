import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

export interface WorkerMetrics {
  registry: Registry;
  started: Counter;
  crashed: Counter;
  refused: Counter;
}

/** What `/metrics` of a worker pool shows, names beginning with `prefix`; `running` is asked at each scrape. */
export function createWorkerMetrics(prefix: string, running: () => number): WorkerMetrics {
  const registry = new Registry();
  // Node would look at its event loop every 10 ms.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  const counter = (name: string, help: string) => new Counter({ name, help, registers: [registry] });
  new Gauge({
    name: `${prefix}_workers_running`,
    help: "Worker processes that run now",
    registers: [registry],
    collect() {
      this.set(running());
    },
  });
  return {
    registry,
    started: counter(`${prefix}_workers_started_total`, "Worker processes started for TaskManagers"),
    crashed: counter(`${prefix}_workers_crashed_total`, "Worker processes that ended though nobody asked them to"),
    refused: counter(`${prefix}_workers_refused_total`, "Requests for a worker that failed"),
  };
}
