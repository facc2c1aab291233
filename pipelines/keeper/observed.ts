/** What is known of a job or a state by itself: written into both when the job was started. */
export interface Marks {
  /** Options, by their flags, that decide what the state means; unknown of a job that an older version started. */
  options?: Record<string, string>;
  /** The state that a person told its line of jobs to start from. */
  origin?: string;
  /** Of whom it was started: the configuration that came last has the highest. */
  generation: number;
}

/** `ending` is neither dead nor alive: its state is still being written. */
export type Phase = "starting" | "running" | "ending" | "ended";

/** A job of ours, as Flink tells of it. */
export interface ObservedJob extends Marks {
  id: string;
  /** With its fingerprint: `fraud-detection-0123abcd`. */
  name: string;
  phase: Phase;
  /** Ended because it could not go on, not because somebody wanted it to. */
  failed: boolean;
  /** Why it failed last. */
  failure?: string;
  startedAtMs: number;
  endedAtMs?: number;
  /** The state that it was started from. */
  from?: string;
}

/** A checkpoint or savepoint of ours. */
export interface ObservedState extends Marks {
  url: string;
  /** The job that saved it. */
  name: string;
  savedAtMs: number;
}

/** All that a decision needs, and all of it can be read again. */
export interface Observed {
  nowMs: number;
  jobs: ObservedJob[];
  /** The newest first; read only where no job is alive. */
  states: ObservedState[];
}

/** The job that is to run. */
export interface Wanted {
  /** With its fingerprint. */
  name: string;
  options: Record<string, string>;
  /** Of this keeper's configuration. */
  generation: number;
  /** A state to start from, for a line of jobs that has never started from it. */
  fromSavepoint?: string;
  /** What to do where the newest state means something else: leave all as it is, or go on without that state. */
  otherState: "refuse" | "ignore";
}
