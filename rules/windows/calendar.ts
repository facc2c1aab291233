import { z } from "zod";
import { formatDuration } from "../../config/values";
import { DAY_MS, durationText } from "./durationText";
import { mergeNeighbours, namedByStart, type Window } from "./window";

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970 began on a Thursday, weeks begin on Mondays. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

const EVEN = "a part of a day that goes into it evenly, such as 1h or 6h, or 1d, or 7d for weeks from Monday";

/** `{ calendar: 1d }`: hours, days or weeks in UTC. */
export const calendarSchema = z
  .strictObject({
    calendar: durationText({ min: MINUTE_MS, max: WEEK_MS })
      .refine((ms) => DAY_MS % ms === 0 || ms === WEEK_MS, { error: EVEN })
      .describe("Hours, days (1d) or weeks from Monday (7d), in UTC."),
  })
  .transform(({ calendar }) => calendarWindow(calendar));

export function calendarWindow(sizeMs: number): Window {
  const offsetMs = sizeMs === WEEK_MS ? FIRST_MONDAY_MS : 0;
  return {
    kind: "calendar",
    canonical: `calendar ${sizeMs}`,
    phrase: sizeMs === DAY_MS ? "day" : sizeMs === WEEK_MS ? "week" : `calendar window of ${formatDuration(sizeMs)}`,
    merging: false,
    everyMs: 0,
    intervalOf(ms) {
      const startMs = Math.floor((ms - offsetMs) / sizeMs) * sizeMs + offsetMs;
      return { startMs, endMs: startMs + sizeMs };
    },
    grouping: "",
    reachOf: (interval) => interval,
    assemble: (gathered) => mergeNeighbours(gathered, (a, b) => a.startMs === b.startMs).map((window) => ({ window })),
    ...namedByStart,
  };
}
