import type { CopiesSeen } from "../../payment/copies";
import type { Transaction } from "../../payment/transaction";
import type { DeadLetter } from "../../transforms/recordParser";
import type { Progress } from "./progress";

/** A file of payments that is read once, in this process and its worker threads. */
export interface FileRun {
  /** `-` for standard input. */
  path: string;
  /** A payment may come so much later than the newest one before it, in ms; more is an error, never silently wrong. */
  disorderMs: number;
  /** Threads that share the keys, 1 for none but this one. */
  workers: number;
  /** Gets each dead letter in the order of the lines; what it throws ends the run. */
  onDeadLetter?: (deadLetter: DeadLetter) => void;
  /** Gets the first record as it was understood, where payments are written in a format that was described. */
  onFirst?: (first: Transaction | DeadLetter) => void;
  onProgress?: (progress: Progress) => void;
}

/** What was read of a file. */
export interface Read {
  linesRead: number;
  /** By reason, in order of the reasons. */
  deadLetters: Map<string, number>;
  /** Windows that were judged. */
  windows: number;
  /** Where copies of payments do not count. */
  copies?: CopiesSeen;
}
