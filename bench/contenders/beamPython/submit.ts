import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Kafka, logLevel } from "kafkajs";
import "../../../beam/load"; // before any of its sub-modules: they import one another in a circle
import { PortableRunner } from "apache-beam/runners/portable_runner/runner";
import { listJobs } from "../../../beam/flink/rest/flinkJobs";
import { createFlinkRest } from "../../../beam/flink/rest/flinkRest";
import { findNewJob, waitUntilRunning } from "../../../beam/flink/rest/waitUntilRunning";
import { failureOf } from "../../../beam/flink/submit/beamJob";
import { UserError } from "../../../config/runProgram";
import { withAdmin } from "../../../kafka/admin";
import { commitStart, startOffsets } from "../../../pipelines/job/kafkaTopics";
import { pythonEnvironment } from "./pool";
import { pythonFolder, pythonInterpreter } from "./prepare";

/** A job of the Python pipeline. Servers are HOST:PORT, `flink` the URL of its REST API. */
export interface PythonJob {
  jobServer: string;
  expansionService: string;
  workerPool: string;
  broker: string;
  flink: string;
  topics: { transactions: string; fraud: string; deadLetters: string };
  gapMs: number;
  thresholdCents: number;
  allowedLatenessMs: number;
  parallelism: number;
  checkpointIntervalMs: number;
  start: "earliest" | "latest";
  /** Add up what a bundle holds before the shuffle, as the TypeScript pipeline does; default true. */
  sumInBundle?: boolean;
  /** Python processes beside each TaskManager; default 1. */
  workersPerTaskManager?: number;
}

const START_TIMEOUT_MS = 120_000;

/** Submits the job and waits until all of it runs; resolves to its id in Flink. Its name and group are the topic's. */
export async function submitPythonJob(job: PythonJob): Promise<string> {
  const flink = createFlinkRest(job.flink);
  const jobName = `python-${job.topics.transactions}`;
  const known = new Set((await listJobs(flink)).map(({ id }) => id));
  await startAt(job, jobName);
  const beamId = await handOver(flagsOf(job, jobName));
  const jobServer = await new PortableRunner({ jobEndpoint: job.jobServer }).getClient();
  const failure = () => failureOf(jobServer, beamId);
  const { id } = await findNewJob(flink, jobName, known, START_TIMEOUT_MS, failure);
  await waitUntilRunning(flink, id, START_TIMEOUT_MS);
  return id;
}

/** As `npm run submit` does: where the job starts is committed for its group, and holds whatever was committed before. */
async function startAt({ broker, topics, start }: PythonJob, group: string): Promise<void> {
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  await withAdmin(kafka, async (admin) => {
    await commitStart(kafka, group, topics.transactions, await startOffsets(admin, topics.transactions, start));
  });
}

function flagsOf(job: PythonJob, jobName: string): string[] {
  const flags = {
    "--brokers": job.broker,
    "--flink": new URL(job.flink).host,
    "--job-server": job.jobServer,
    "--expansion-service": job.expansionService,
    "--worker-pool": job.workerPool,
    "--transactions-topic": job.topics.transactions,
    "--fraud-topic": job.topics.fraud,
    "--dead-letter-topic": job.topics.deadLetters,
    "--group": jobName,
    "--job-name": jobName,
    "--gap-ms": job.gapMs,
    "--threshold-cents": job.thresholdCents,
    "--allowed-lateness-ms": job.allowedLatenessMs,
    "--parallelism": job.parallelism,
    "--checkpoint-interval-ms": job.checkpointIntervalMs,
    "--workers-per-task-manager": job.workersPerTaskManager ?? 1,
    "--start": job.start,
  };
  const sumInBundle = (job.sumInBundle ?? true) ? "--sum-in-bundle" : "--no-sum-in-bundle";
  return [...Object.entries(flags).flat().map(String), sumInBundle];
}

/** Runs `pipeline.py`, which prints the id that the job server gave the job. */
async function handOver(flags: string[]): Promise<string> {
  const program = [join(pythonFolder, "pipeline.py"), ...flags];
  const { stdout } = await promisify(execFile)(pythonInterpreter(), program, { env: pythonEnvironment }).catch(
    (error: Error & { stderr?: string }) => {
      throw new UserError(`pipeline.py failed: ${(error.stderr ?? error.message).trim().split("\n").at(-1)}`);
    },
  );
  return stdout.trim();
}
