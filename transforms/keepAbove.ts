import { beam, register } from "../beam/sdk";
import type { WindowSum } from "./sumByWindow";

/** Keeps the sums above `thresholdCents`: strictly above. This is the rule. */
export function keepAbove(thresholdCents: number) {
  return beam.withName("keepAbove", (sums: beam.PCollection<WindowSum>) =>
    sums.flatMap(beam.withName("isAbove", isAbove), { thresholdCents }),
  );
}

export function isAbove(window: WindowSum, { thresholdCents }: { thresholdCents: number }): WindowSum[] {
  return window.sum.totalCents > thresholdCents ? [window] : [];
}

register("keepAbove", { isAbove });
