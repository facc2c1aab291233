import { beam } from "../beam/sdk";
import type { Unjudged as Tell } from "../rules/unjudged";

/** Counters by their names, as Beam wants them: side by side among the settings of a function. */
export type UnjudgedCounters = { [name: `unjudged ${string}`]: beam.Counter };

/** A counter for each rule, of how often it could not be judged. */
export function unjudgedCounters(ruleIds: readonly string[]): UnjudgedCounters {
  return Object.fromEntries(ruleIds.map((id) => [`unjudged ${id}`, beam.counter(`unjudged ${id}`)]));
}

/** One counter for all rules, of which nobody knows before which there will be. */
export function unjudgedLive(): UnjudgedCounters {
  return { [LIVE]: beam.counter(LIVE) };
}

const LIVE = "unjudged live";

/** Counts, within a bundle, what could not be judged: a counter's update costs more than judging. */
export class Unjudged {
  private readonly counts = new Map<string, number>();

  readonly tell: Tell = (ruleId) => {
    this.counts.set(ruleId, (this.counts.get(ruleId) ?? 0) + 1);
  };

  count(counters: UnjudgedCounters): void {
    for (const [id, count] of this.counts) (counters[`unjudged ${id}`] ?? counters[LIVE])?.increment(count);
    this.counts.clear();
  }
}
