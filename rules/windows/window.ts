import type { Interval, Keeping, Summary } from "../summary/summary";

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
  /** The starts of the windows, in ms, that a gathered interval is a part of. */
  startsOf(interval: Interval): number[];
  /** The windows of one key, by time, from all that was gathered of it in any order. May change what it gets. */
  assemble(gathered: Summary[], keeping: Keeping): Summary[];
}

/** Sorts by time and merges neighbours that belong together. */
export function mergeNeighbours(
  gathered: Summary[],
  belongTogether: (a: Summary, b: Summary) => boolean,
  merge: (a: Summary, b: Summary) => void,
): Summary[] {
  const merged: Summary[] = [];
  for (const summary of gathered.sort((a, b) => a.startMs - b.startMs)) {
    const last = merged.at(-1);
    if (last !== undefined && belongTogether(last, summary)) merge(last, summary);
    else merged.push(summary);
  }
  return merged;
}
