import { z } from "zod";
import { formatDuration } from "../../config/values";
import { mergeInto } from "../summary/summary";
import { DAY_MS, durationText, SECOND_MS } from "./durationText";
import { SlidingSlices } from "./slidingSlices";
import { mergeNeighbours, type Window } from "./window";

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
    startsOf({ startMs, endMs }) {
      const starts: number[] = [];
      const last = Math.floor(startMs / everyMs) * everyMs;
      for (let start = last; start >= endMs - sizeMs; start -= everyMs) starts.unshift(start);
      return starts;
    },
    assemble(gathered, keeping) {
      const slices = mergeNeighbours(
        gathered,
        (a, b) => a.startMs === b.startMs,
        (a, b) => mergeInto(a, b, keeping),
      );
      return new SlidingSlices(sizeMs, everyMs, keeping).windows(slices);
    },
  };
}

/** The longest slice that both the windows and the distances between them are made of. */
function divisorOf(a: number, b: number): number {
  return b === 0 ? a : divisorOf(b, a % b);
}
