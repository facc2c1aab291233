import type { Options, Values } from "../../config/options";
import { duration } from "../../config/values";
import { keeperOptions } from "../keeper/keeperOptions";

/** The job that is tried, by the options that it is kept with, and how long its alert is waited for. */
export const trialOptions = {
  ...keeperOptions,
  patience: {
    schema: duration({ min: "1s", max: "1d" }),
    optional: true,
    value: "DURATION",
    describe: "how long the alert is waited for; without it, a minute after it may come at the soonest",
  },
} as const satisfies Options;

export type TrialSettings = Values<typeof trialOptions>;

const MARGIN_MS = 60_000;

/** How long the alert of a trial may take, ms: EARLY ones come at once, others when the session or window has ended. */
export function patienceMs({ patience, early, window, gap, windowSize }: TrialSettings): number {
  if (patience !== undefined) return patience;
  if (window === "sliding") return windowSize + MARGIN_MS;
  return early ? MARGIN_MS : gap + MARGIN_MS;
}
