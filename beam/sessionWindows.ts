import Long from "long";
import { beam, IntervalWindowCoder, register, type runnerApi, SessionWindowsPayload } from "./sdk";

/**
 * Beam's session windows, with two additions: the gap may be any number of milliseconds (the SDK's own cut it to whole
 * seconds), and sessions can also be cut at fixed UTC multiples of `maxSessionMs`, so that a key that never pauses
 * does not grow for ever. Windows of two sides of a cut touch but do not overlap, so no runner merges them.
 */
export class SessionWindows {
  readonly beamName: string;

  constructor(
    readonly gapMs: number,
    /** 0: sessions are not cut. */
    readonly maxSessionMs: number,
  ) {
    this.beamName = `sessionWindows(${gapMs}ms)`;
  }

  /** End of the window that an element at `timestampMs` opens. */
  endOf(timestampMs: number): number {
    const end = timestampMs + this.gapMs;
    if (this.maxSessionMs === 0) return end;
    return Math.min(end, (Math.floor(timestampMs / this.maxSessionMs) + 1) * this.maxSessionMs);
  }

  assignWindows(timestamp: Long): beam.IntervalWindow[] {
    const end = this.endOf(timestamp.toNumber());
    return [new beam.IntervalWindow(timestamp, Long.fromNumber(end))];
  }

  windowCoder() {
    return new IntervalWindowCoder();
  }

  isMerging() {
    return true;
  }

  assignsToOneWindow() {
    return true;
  }

  toProto(): runnerApi.FunctionSpec {
    const gapSize = { seconds: BigInt(Math.floor(this.gapMs / 1000)), nanos: (this.gapMs % 1000) * 1_000_000 };
    return { urn: "beam:window_fn:session_windows:v1", payload: SessionWindowsPayload.toBinary({ gapSize }) };
  }
}

register("beam/sessionWindows", { SessionWindows });
