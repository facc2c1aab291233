import { busyAccounts } from "./busyAccounts";
import { randomTraffic } from "./randomTraffic";
import { VIEW_RULES } from "./viewRules";
import type { Workload } from "./workload";

export const WORKLOADS = ["short", "long", "skew", "views"] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

/** Ms between one payment and the next. */
export const STEP_MS = 10;
/** How the payments of a comparison are judged. */
export const RULE = { gapMs: 60_000, thresholdCents: 1_000_000, allowedLatenessMs: 60_000, maxEvidence: 100 };

/** How those of `views` are judged, besides the views themselves. */
export const VIEWS_RULE = { ...RULE, gapMs: 600_000, thresholdCents: VIEW_RULES[0].limitCents };

/** The workload of this name; `nowMs` is the time that its payments are older than. */
export function workload(
  name: WorkloadName,
  count: number,
  { partitions, nowMs }: { partitions: number; nowMs: number },
): Workload {
  const place = { partitions, nowMs };
  switch (name) {
    case "short":
      return randomTraffic(
        {
          name,
          describe: "many short sessions: 100 accounts, each pair pays every 99 s",
          count,
          accounts: 100,
          stepMs: STEP_MS,
        },
        place,
      );
    case "long":
      return randomTraffic(
        {
          name,
          describe: "long sessions: 30 accounts, each pair pays every 9 s",
          count,
          accounts: 30,
          stepMs: STEP_MS,
        },
        place,
      );
    case "skew":
      return randomTraffic(
        {
          name,
          describe: "skew: as short, and one pair has 20 % of all payments",
          count,
          accounts: 100,
          stepMs: STEP_MS,
          hotPercent: 20,
        },
        place,
      );
    case "views":
      return busyAccounts(count, place);
  }
}
