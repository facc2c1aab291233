import type { beam } from "../../sdk";
import { failureOf } from "./beamJob";
import { FlinkRunner } from "./flinkRunner";

export interface Target {
  jobServer: string;
  workerPool: string;
  /** Options of Beam's Flink runner. */
  options: Record<string, unknown>;
}

/** Hands the pipeline to the job server and returns at once. What it resolves to tells why the job server gave it up, if so. */
export async function submitPipeline(
  define: (root: beam.Root) => Promise<void>,
  { jobServer, workerPool, options }: Target,
): Promise<() => Promise<string | undefined>> {
  const runner = new FlinkRunner(jobServer, workerPool, options);
  const { jobId } = (await runner.runAsync(define)) as Awaited<ReturnType<FlinkRunner["runPipelineWithProto"]>>;
  const client = await runner.getClient();
  return () => failureOf(client, jobId);
}
