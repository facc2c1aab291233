import { UserError } from "../../config/runProgram";
import { formatDuration } from "../../config/values";

/** A payment that came later than the disorder allows, the first one, and what the whole file would need. */
export interface Late {
  line: number;
  lateMs: number;
  neededMs: number;
}

/** How far event time has come, by the newest payment. */
export class Watermark {
  /** No payment before it comes any more. */
  ms = Number.NEGATIVE_INFINITY;
  late?: Late;
  private newestMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly disorderMs: number) {}

  /** False from the first payment on that is late. */
  see(timestampMs: number, line: number): boolean {
    if (timestampMs > this.newestMs) {
      this.newestMs = timestampMs;
      this.ms = timestampMs - this.disorderMs;
    } else if (timestampMs < this.ms) {
      const lateMs = this.newestMs - timestampMs;
      this.late ??= { line, lateMs, neededMs: lateMs };
      if (lateMs > this.late.neededMs) this.late.neededMs = lateMs;
    }
    return this.late === undefined;
  }
}

/** Payments are further out of order than was allowed; says where, and what would be right. */
export class TooMuchDisorder extends UserError {
  /** What would take the whole file, in ms. */
  readonly neededMs: number;

  constructor(path: string, { line, lateMs, neededMs }: Late, disorderMs: number) {
    super(
      `--disorder: line ${line} of ${JSON.stringify(path)} is a payment ${inWords(lateMs)} older than one before it, ` +
        `expected at most ${formatDuration(disorderMs)}; --disorder ${wholeMinutes(neededMs)} takes the whole file`,
    );
    this.neededMs = neededMs;
  }
}

function inWords(ms: number): string {
  return formatDuration(ms < 60_000 ? ms : Math.round(ms / 1_000) * 1_000);
}

function wholeMinutes(ms: number): string {
  return formatDuration(Math.ceil(ms / 60_000) * 60_000);
}
