import { z } from "zod";
import { formatDuration } from "../../config/values";
import { copyOf, type Interval, mergeInto, type Summary } from "../summary/summary";
import { DAY_MS, durationText, SECOND_MS } from "./durationText";
import { SlidingSlices } from "./slidingSlices";
import { type Assembled, mergeNeighbours, namedByStart, type Window } from "./window";

const MAX_SIZE_MS = 90 * DAY_MS;
/** Windows that a payment is in, and slices that a window has, at most. */
const MAX_PARTS = 1_000;

/** `{ sliding: 24h, every: 1h }`: windows of one length that begin at UTC multiples of `every`. */
export const slidingSchema = z
  .strictObject({
    sliding: durationText({ min: SECOND_MS, max: MAX_SIZE_MS, whole: "seconds" }).describe("Length of each window."),
    every: durationText({ min: SECOND_MS, max: MAX_SIZE_MS, whole: "seconds" }).describe(
      "Distance between the starts of windows.",
    ),
  })
  .refine(({ sliding, every }) => every <= sliding, { error: "at most the window's length", path: ["every"] })
  .refine(({ sliding, every }) => sliding / divisorOf(sliding, every) <= MAX_PARTS, {
    error: `a distance that cuts the window into at most ${MAX_PARTS} parts`,
    path: ["every"],
  })
  .transform(({ sliding, every }) => slidingWindow(sliding, every));

export function slidingWindow(sizeMs: number, everyMs: number): Window {
  const sliceMs = divisorOf(sizeMs, everyMs);
  return {
    kind: "sliding",
    canonical: `sliding ${sizeMs} ${everyMs}`,
    phrase: `window of ${formatDuration(sizeMs)}`,
    merging: false,
    everyMs,
    intervalOf(ms) {
      const startMs = Math.floor(ms / sliceMs) * sliceMs;
      return { startMs, endMs: startMs + sliceMs };
    },
    grouping: `${sizeMs}/${everyMs}`,
    // As far as the window that no longer has the slice, since that one is compared with the last one that had it.
    reachOf: ({ startMs }) => ({ startMs, endMs: startMs + sizeMs + everyMs }),
    assemble(gathered, { everyWindow }, span) {
      const slices = mergeNeighbours(gathered, (a, b) => a.startMs === b.startMs);
      if (span !== undefined && span.endMs - span.startMs === sizeMs) return theOnly(slices, span, everyMs);
      return new SlidingSlices(sizeMs, everyMs, everyWindow).windows(slices);
    },
    ...namedByStart,
  };
}

/** The longest slice that both the windows and the distances between them are made of. */
function divisorOf(a: number, b: number): number {
  return b === 0 ? a : divisorOf(b, a % b);
}

/** A window of slices, among which there may be those of the window before. */
function theOnly(slices: readonly Summary[], only: Interval, everyMs: number): Assembled[] {
  const within = ({ startMs, endMs }: Interval) => {
    const own = slices.filter((slice) => slice.startMs >= startMs && slice.endMs <= endMs);
    return own.length === 0 ? undefined : { ...merged(own), startMs, endMs };
  };
  const window = within(only);
  if (window === undefined) return [];
  const before = within({ startMs: only.startMs - everyMs, endMs: only.endMs - everyMs });
  return [before === undefined ? { window } : { window, before }];
}

function merged([first, ...others]: readonly Summary[]): Summary {
  const sum = copyOf(first);
  for (const other of others) mergeInto(sum, other);
  return sum;
}
