import type { ChildProcess } from "node:child_process";
import type { Logger } from "pino";
import type { WorkerMetrics } from "./metrics";
import { isRefused } from "./refusal";

export interface WorkerRequest {
  /** Unique for one TaskManager only. */
  workerId: string;
  /** The TaskManager's control service, HOST:PORT. */
  controlUrl: string;
}

export interface SupervisorSettings {
  startProcess: (request: WorkerRequest) => ChildProcess;
  maxWorkers: number;
  /** How long a worker may take until it has reached its TaskManager, in ms. */
  startTimeoutMs: number;
  /** How long a worker may take to end by itself, in ms. */
  stopGraceMs: number;
  /** How often each worker's TaskManager is looked at, in ms. */
  watchEveryMs: number;
  metrics: WorkerMetrics;
  log: Logger;
}

interface RunningWorker {
  request: WorkerRequest;
  child: ChildProcess;
  /** We asked it to end: its exit is no crash. */
  stopping: boolean;
}

export type Supervisor = ReturnType<typeof createSupervisor>;

/** Starts one process per requested worker, notices how each ends, and leaves none behind. */
export function createSupervisor(settings: SupervisorSettings) {
  const { maxWorkers, metrics, log } = settings;
  const workers = new Set<RunningWorker>();
  let closing = false;
  const watch = setInterval(endAbandoned, settings.watchEveryMs).unref();

  /** Resolves when the worker has reached its TaskManager; rejects with why it could not. */
  async function start(request: WorkerRequest): Promise<void> {
    if (closing) throw new Error("the worker pool is stopping");
    if (workers.size >= maxWorkers) {
      throw new Error(`the worker pool is full: ${workers.size} workers run and --max-workers is ${maxWorkers}`);
    }
    const startedAt = Date.now();
    const worker: RunningWorker = { request, child: settings.startProcess(request), stopping: false };
    workers.add(worker);
    metrics.started.inc();
    worker.child.once("exit", (code, signal) => ended(worker, code, signal));
    await connected(worker);
    log.info({ ...request, pid: worker.child.pid, ms: Date.now() - startedAt }, "worker started");
  }

  function connected(worker: RunningWorker): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        terminate(worker);
        reject(new Error(`the worker did not reach ${worker.request.controlUrl} within ${settings.startTimeoutMs} ms`));
      }, settings.startTimeoutMs);
      worker.child.once("message", () => {
        clearTimeout(timer);
        resolve();
      });
      worker.child.once("error", (error) => {
        clearTimeout(timer);
        workers.delete(worker);
        reject(error);
      });
      worker.child.once("exit", (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`the worker ended with ${signal ?? `exit code ${code}`} before it reached its TaskManager`));
      });
    });
  }

  function ended(worker: RunningWorker, code: number | null, signal: NodeJS.Signals | null): void {
    workers.delete(worker);
    const details = { ...worker.request, pid: worker.child.pid };
    if (code === 0 || worker.stopping) log.info(details, "worker ended");
    else {
      metrics.crashed.inc();
      log.error({ ...details, code, signal }, "worker crashed: Flink restarts the job from its last checkpoint");
    }
  }

  /**
   * A TaskManager closes the worker's control channel before it asks for this, and that ends the worker. Only one that lingers
   * is ended here; where two TaskManagers use the same id nobody knows whose is meant, and nothing is done.
   */
  function stop(workerId: string): void {
    const named = [...workers].filter(({ request }) => request.workerId === workerId);
    if (named.length === 1) endLingering(named[0]);
  }

  /**
   * Code that stands still, such as one that waits for a server, does not see that its TaskManager has closed the channels. A
   * job that is cancelled would wait a minute for each of them, and Flink ends the TaskManager after three.
   */
  function endAbandoned(): void {
    for (const worker of workers) {
      void isRefused(worker.request.controlUrl).then((hasLeft) => hasLeft && endLingering(worker));
    }
  }

  /** Ends a worker that has not ended by itself once its time is over. */
  function endLingering(worker: RunningWorker): void {
    setTimeout(() => {
      if (!workers.has(worker) || worker.stopping) return;
      log.warn(
        { ...worker.request, pid: worker.child.pid },
        "its TaskManager has let it go, and it does not end: ended",
      );
      terminate(worker);
    }, settings.stopGraceMs).unref();
  }

  function terminate(worker: RunningWorker): void {
    worker.stopping = true;
    worker.child.kill("SIGTERM");
    setTimeout(() => workers.has(worker) && worker.child.kill("SIGKILL"), settings.stopGraceMs).unref();
  }

  /** Ends all workers; resolves when none is left. */
  async function close(): Promise<void> {
    closing = true;
    clearInterval(watch);
    const exits = [...workers].map(({ child }) => new Promise((resolve) => child.once("exit", resolve)));
    for (const worker of workers) terminate(worker);
    await Promise.all(exits);
  }

  return { start, stop, close, running: () => workers.size };
}
