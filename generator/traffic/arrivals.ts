import { type Hours, timesByHours } from "./hours";

/** `even`: always the mean. `poisson`: as independent payers make them. `daily`: so too, more by day than by night. */
export const ARRIVALS = ["even", "poisson", "daily"] as const;
export type Arrivals = (typeof ARRIVALS)[number];

/** As `timesByHours`; only `daily` knows hours, by others time passes evenly. */
export function activityTimes(arrivals: Arrivals, hours: Hours, startMs: number): (elapsedMs: number) => number {
  if (arrivals === "daily") return timesByHours(hours, startMs);
  return (elapsedMs) => startMs + Math.floor(elapsedMs);
}
