import { FlinkError, type FlinkRest } from "../../../../beam/flink/rest/flinkRest";

export interface FakeJob {
  id: string;
  name: string;
  state: string;
  startedAtMs?: number;
  /** What `/jobs/ID/checkpoints` says under `latest`. */
  latest?: object;
  endedAtMs?: number;
  /** The options that it was submitted with. */
  options?: Record<string, string>;
  restarts?: number;
  failure?: string;
}

/** Flink's REST API over jobs that end as soon as they are told to; `calls` has what was sent. */
export function createFakeFlink(jobs: FakeJob[], savepointFails?: string, configuration: Record<string, string> = {}) {
  const calls: string[] = [];
  const find = (id: string, path: string) => {
    const job = jobs.find((candidate) => candidate.id === id);
    if (job === undefined) throw new FlinkError(404, "not found", path);
    return job;
  };
  const rest: FlinkRest = {
    url: "http://flink:8081",
    async get<T>(path: string) {
      if (path === "/jobmanager/config") {
        return Object.entries(configuration).map(([key, value]) => ({ key, value })) as T;
      }
      const [, id, what] = path.slice(1).split(/[/?]/);
      return answer(id, what, path) as T;
    },
    async send<T>(method: string, path: string, body?: object) {
      calls.push(`${method} ${path}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`);
      const job = find(path.slice(1).split(/[/?]/)[1], path);
      if (/^(CANCELED|FAILED|FINISHED)$/.test(job.state)) throw new FlinkError(409, "job has ended", path);
      const kept = savepointFails !== undefined && method === "POST";
      if (!kept) job.state = path.endsWith("/stop") ? "FINISHED" : "CANCELED";
      return { "request-id": "r1" } as T;
    },
  };

  function answer(id: string, what: string | undefined, path: string): object {
    if (id === "overview") {
      const listed = jobs.map(({ id: jid, name, state, startedAtMs = 0, endedAtMs = -1 }) => ({
        jid,
        name,
        state,
        "start-time": startedAtMs,
        "end-time": endedAtMs,
      }));
      return { jobs: listed };
    }
    const job = find(id, path);
    if (what === "config") return { "execution-config": { "user-config": job.options ?? {} } };
    if (what === "metrics") return [{ id: "numRestarts", value: String(job.restarts ?? 0) }];
    if (what === "checkpoints") return { latest: job.latest };
    if (what === "exceptions") {
      return { exceptionHistory: { entries: job.failure ? [{ stacktrace: job.failure }] : [] } };
    }
    if (what === "savepoints") {
      const operation =
        savepointFails === undefined
          ? { location: `savepoint-of-${id}` }
          : { "failure-cause": { "stack-trace": `java.io.IOException: ${savepointFails}` } };
      return { status: { id: "COMPLETED" }, operation };
    }
    return { state: job.state, vertices: [{ status: job.state }] };
  }

  return { rest, calls };
}
