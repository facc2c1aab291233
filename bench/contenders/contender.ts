import type { Report } from "../../stack/downloads/runVisibly";
import type { ViewRule } from "../workloads/viewRules";
import type { WrittenAs } from "../workloads/writtenAs";

/** Whose CPU time is told apart. `jobManager` includes Beam's job server where the contender needs it. */
export const COLUMNS = ["taskManager", "jobManager", "workers", "kafka"] as const;
export type Column = (typeof COLUMNS)[number];

/** A process that counts, with all its children. */
export interface CountedProcess {
  pid: number;
  column: Column;
}

/** What every contender is asked to do. */
export interface Job {
  /** Each run has a name of its own, which its consumer group gets. */
  name: string;
  topics: { transactions: string; fraud: string; deadLetters: string };
  rule: { gapMs: number; thresholdCents: number; allowedLatenessMs: number; maxEvidence: number };
  /** In place of the one rule's pairs and limit: a rule for each of these views, with its gap. */
  views?: readonly ViewRule[];
  parallelism: number;
  checkpointIntervalMs: number;
  /** Without it, as the cluster is configured: state on the heap. */
  stateBackend?: "hashmap" | "rocksdb";
}

/** A job at work. */
export interface RunningJob {
  /** In Flink; none where Flink has no part in it. */
  jobId?: string;
  /** Epoch ms of the moment when its last part began to run. */
  runningSinceMs: number;
  /** Ends it; resolves when nothing of it is left. */
  stop(): Promise<void>;
}

/** One way to do the detection, with what is measured of it. */
export interface Contender {
  /** As `--only` names it. */
  name: string;
  /** As tables name it. */
  title: string;
  /** A run takes minutes: it takes part in the first round only. */
  slow?: boolean;
  /** What it reads the payments in, where it is not lines. */
  reads?: WrittenAs;
  /** It can judge by `views`. */
  takesViews?: boolean;
  /** Builds and starts what it needs beside the stack. */
  prepare(report: Report): Promise<void>;
  /** Reads the topic from its beginning; resolves once all of it runs. */
  start(job: Job): Promise<RunningJob>;
  /** What counts as its own, now. Kafka counts for all and is not among them. */
  processes(): CountedProcess[];
  close(): Promise<void>;
}
