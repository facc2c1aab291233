import { type Interval, mergeInto, type Summary } from "../summary/summary";

/** How the payments of a key are cut into windows. */
export interface Window {
  kind: "session" | "sliding" | "calendar";
  /** The same for windows that cut alike. */
  canonical: string;
  /** For a reason: `session with pauses under 10m`. */
  phrase: string;
  /** Overlapping windows of a key become one. */
  merging: boolean;
  /** Distance between the starts of windows that overlap, in ms; 0 where they never do. */
  everyMs: number;
  /** What a payment is gathered in first: a window, what it opens of a session, or a slice of several windows. */
  intervalOf(timestampMs: number): Interval;
  /**
   * Begins the keys in state and tells a grouping what to do: `SIZE/EVERY`, in ms, where what is gathered are slices of
   * sliding windows; empty where they are windows, which become one as they overlap.
   */
  grouping: string;
  /** What a gathered interval needs to have around it, for those who bring together what overlaps and know nothing else. */
  reachOf(interval: Interval): Interval;
  /**
   * The windows of one key, by time, from what was gathered of it in any order. `span`: what all of it lies in; where that
   * is one window, and not more, there may also be what the window before it has. May change what it gets.
   */
  assemble(gathered: Summary[], wanted: Wanted, span?: Interval): Assembled[];
  /** A time (ms) that names the window that begins at `startMs`, even while its first payment is not known for sure. */
  idTimeOf(startMs: number): number;
  /** Times that parts of the window may have been named by. */
  laterIdTimes(startMs: number, lastMs: number): Iterable<number>;
}

export interface Wanted {
  /** Also sliding windows that have the same payments as the one before. */
  everyWindow: boolean;
}

/** A window, and the one that began one step earlier, where windows overlap and that one had payments. */
export interface Assembled {
  window: Summary;
  before?: Summary;
}

/** Of windows that have a start of their own. */
export const namedByStart = { idTimeOf: (startMs: number) => startMs, laterIdTimes: () => [] };

/** Sorts by time and merges neighbours that belong together. */
export function mergeNeighbours(gathered: Summary[], belongTogether: (a: Summary, b: Summary) => boolean): Summary[] {
  const merged: Summary[] = [];
  for (const summary of gathered.sort((a, b) => a.startMs - b.startMs)) {
    const last = merged.at(-1);
    if (last !== undefined && belongTogether(last, summary)) mergeInto(last, summary);
    else merged.push(summary);
  }
  return merged;
}
