import { z } from "zod";
import { formatDuration } from "../../config/values";
import { overlap } from "../summary/summary";
import { DAY_MS, durationText, SECOND_MS } from "./durationText";
import { laterSlots, slotStart } from "./sessionSlots";
import { mergeNeighbours, type Window } from "./window";

const YEAR_MS = 365 * DAY_MS;

/** `{ session: 10m }`: payments less than the gap apart; `longest` cuts them at UTC multiples of that length as well. */
export const sessionSchema = z
  .strictObject({
    session: durationText({ min: 1, max: YEAR_MS }).describe("Payments less than this apart belong together."),
    longest: durationText({ min: SECOND_MS, max: YEAR_MS })
      .describe("Also cut at UTC multiples of this length, so that no session grows for ever.")
      .optional(),
  })
  .refine(({ session, longest }) => longest === undefined || longest >= session, {
    error: "a longest of at least the session's gap",
    path: ["longest"],
  })
  .transform(({ session, longest }) => sessionWindow(session, longest ?? 0));

/** `longestMs` 0: never cut. */
export function sessionWindow(gapMs: number, longestMs: number): Window {
  const endOf = (ms: number) => {
    const end = ms + gapMs;
    return longestMs === 0 ? end : Math.min(end, (Math.floor(ms / longestMs) + 1) * longestMs);
  };
  const limits = { gapMs, maxSessionMs: longestMs };
  return {
    kind: "session",
    canonical: `session ${gapMs} ${longestMs}`,
    phrase: `session with pauses under ${formatDuration(gapMs)}`,
    merging: true,
    everyMs: 0,
    intervalOf: (ms) => ({ startMs: ms, endMs: endOf(ms) }),
    grouping: "",
    reachOf: (interval) => interval,
    assemble: (gathered) => mergeNeighbours(gathered, overlap).map((window) => ({ window })),
    idTimeOf: (startMs) => slotStart(startMs, limits),
    laterIdTimes: (startMs, lastMs) => laterSlots(startMs, lastMs, limits),
  };
}
