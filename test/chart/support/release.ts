import { box, eventually } from "./box";

export interface FlinkJob {
  jid: string;
  name: string;
  state: string;
}

/** What Flink and the keeper of the release flink-demo say in a namespace; `flink` is where the REST API is. */
export function createRelease(
  namespace: string,
  flink = `http://flink-demo-flink.${namespace}.svc.cluster.local:8081`,
) {
  const curl = (url: string) => box.run("curl", "-sSf", "-m", "15", url);
  const jobs = (): FlinkJob[] => JSON.parse(curl(`${flink}/jobs/overview`)).jobs;
  const running = () => jobs().filter(({ state }) => state === "RUNNING");
  const isReady = () => curl(`http://flink-demo-keeper.${namespace}.svc.cluster.local:8080/readyz`).startsWith("ready");

  return {
    flink,
    jobs,
    running,
    /** The state that a job was started from. */
    startedFrom: ({ jid }: FlinkJob): string =>
      JSON.parse(curl(`${flink}/jobs/${jid}/config`))["execution-config"]["user-config"].savepointPath,
    cancel: ({ jid }: FlinkJob) => box.run("curl", "-sS", "-X", "PATCH", `${flink}/jobs/${jid}?mode=cancel`),

    /** Resolves once one job that is right runs and has stayed for `staysMs`: to that job and when it was first seen. */
    runsAgain(isRight: (job: FlinkJob) => boolean, staysMs = 4_000): Promise<{ job: FlinkJob; sinceMs: number }> {
      let seen: { job: FlinkJob; sinceMs: number } | undefined;
      return eventually(
        () => {
          const [job, ...others] = running();
          if (job === undefined || others.length > 0 || !isReady() || !isRight(job)) seen = undefined;
          else if (seen?.job.jid !== job.jid) seen = { job, sinceMs: Date.now() };
          if (seen === undefined) throw new Error(`no such job runs: ${JSON.stringify(jobs())}`);
          return seen;
        },
        ({ sinceMs }) => Date.now() - sinceMs >= staysMs,
      );
    },
  };
}
