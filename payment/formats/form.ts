import type { FoundKind } from "./found";

/** A way to write a time or an amount. */
export interface Form {
  /** What a record may have for it. */
  takes: FoundKind[];
  /** The integer it stands for; NaN where it is none. */
  read(text: string): number;
  /** Completes the sentence "expected …". */
  expected: string;
}
