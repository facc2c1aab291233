import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { createFlinkRest } from "../../../beam/flink/rest/flinkRest";
import { waitUntilRunning } from "../../../beam/flink/rest/waitUntilRunning";
import type { ViewRule } from "../../workloads/viewRules";
import { buildNativeJob } from "./build";

/** What the job is started with; what is optional has the pipeline's own default. */
export interface NativeJob {
  /** URL of Flink's REST API. */
  flink: string;
  /** HOST:PORT of Kafka. */
  broker: string;
  topics: { transactions: string; fraud: string; deadLetters: string };
  /** Consumer group; default `native-TOPIC`. */
  group?: string;
  gapMs: number;
  thresholdCents: number | bigint;
  /** In place of pairs and the limit: views, each with a limit of its own. */
  views?: readonly ViewRule[];
  allowedLatenessMs: number;
  maxEvidence?: number;
  maxFutureSkewMs?: number;
  parallelism: number;
  checkpointIntervalMs: number;
  start: "earliest" | "latest";
  /** How long a partition without records holds back the others' sessions. */
  idlenessMs?: number;
  stateBackend?: "hashmap" | "rocksdb";
}

const RUNNING_TIMEOUT_MS = 120_000;

/** Starts the job and resolves with its id once every task of it runs. Builds its jar where there is none yet. */
export async function submitNativeJob(job: NativeJob): Promise<string> {
  const flink = createFlinkRest(job.flink);
  const form = new FormData();
  const jar = await buildNativeJob((line) => process.stderr.write(`${line}\n`));
  form.append("jarfile", await openAsBlob(jar), basename(jar));
  const { filename } = await flink.send<{ filename: string }>("POST", "/jars/upload", form);
  const uploaded = `/jars/${basename(filename)}`;
  try {
    const { jobid } = await flink.send<{ jobid: string }>("POST", `${uploaded}/run`, {
      programArgsList: nativeJobFlags(job),
    });
    await waitUntilRunning(flink, jobid, RUNNING_TIMEOUT_MS);
    return jobid;
  } finally {
    await flink.send("DELETE", uploaded);
  }
}

/** The flags of `bench/native-flink`. */
export function nativeJobFlags({ flink: _, broker, topics, ...settings }: NativeJob): string[] {
  const flags = {
    brokers: broker,
    "transactions-topic": topics.transactions,
    "fraud-topic": topics.fraud,
    "dead-letter-topic": topics.deadLetters,
    group: settings.group ?? `native-${topics.transactions}`,
    "gap-ms": settings.gapMs,
    "threshold-cents": settings.thresholdCents,
    "allowed-lateness-ms": settings.allowedLatenessMs,
    "max-evidence": settings.maxEvidence,
    "max-future-skew-ms": settings.maxFutureSkewMs,
    parallelism: settings.parallelism,
    "checkpoint-interval-ms": settings.checkpointIntervalMs,
    start: settings.start,
    "idleness-ms": settings.idlenessMs,
    "state-backend": settings.stateBackend,
    views: settings.views?.map(({ key, limitCents }) => `${key}=${limitCents}`).join(),
  };
  return Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
}
