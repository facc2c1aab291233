import type { Observed, ObservedJob, Wanted } from "./observed";

/** What a keeper sees and does; all of it may fail, and may have had its effect all the same. */
export interface Cluster {
  observe(): Promise<Observed>;
  /** Rejects with what would keep the job from starting, as far as that can be known; changes nothing. */
  check(wanted: Wanted, from?: string): Promise<void>;
  /** Starts the job; resolves with its id once Flink has it. */
  start(wanted: Wanted, from?: string, origin?: string): Promise<string>;
  /** Ends a job; its last savepoint or checkpoint stays. Resolves once it has ended. */
  end(job: ObservedJob, how: "savepoint" | "cancel"): Promise<void>;
}
