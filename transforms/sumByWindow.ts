import { groupWindows } from "../beam/flink/groupWindows";
import type { LateValue } from "../beam/flink/lateValueCoder";
import { beam, register } from "../beam/sdk";
import type { AlertTiming } from "./alert";
import { addSum, copyOf, type PartialSum } from "./partialSum";

/** All that one window of one key holds. */
export interface WindowSum {
  key: string;
  sum: PartialSum;
  timing: AlertTiming;
}

interface SumSettings {
  maxEvidence: number;
  pane: { lookup(): beam.PaneInfo };
  windowsSummed: beam.Counter;
  lateCorrections: beam.Counter;
}

/** What came of the windows, and what came too late for any. */
export type WindowSums = {
  sums: beam.PCollection<WindowSum>;
  late: beam.PCollection<beam.KV<string, LateValue<PartialSum>>>;
};

/** Brings the sums of each key and window together: the shuffle. */
export function sumByWindow(maxEvidence: number) {
  const settings = {
    maxEvidence,
    pane: beam.paneInfoParam(),
    windowsSummed: beam.counter("windowsSummed"),
    lateCorrections: beam.counter("lateCorrections"),
  };
  return beam.withName("sumByWindow", (sums: beam.PCollection<beam.KV<string, PartialSum>>): WindowSums => {
    const { groups, late } = sums.apply(groupWindows<PartialSum>());
    return { sums: groups.apply(beam.parDo(new SumWindow(), settings)), late };
  });
}

export class SumWindow implements beam.DoFn<beam.KV<string, Iterable<PartialSum>>, WindowSum, SumSettings> {
  beamName = "addUpWindow";
  private onTime = 0;
  private late = 0;

  startBundle(): void {
    this.onTime = 0;
    this.late = 0;
  }

  process(group: beam.KV<string, Iterable<PartialSum>>, { maxEvidence, pane }: SumSettings): WindowSum[] {
    const [first, ...others] = group.value;
    if (first === undefined) return [];
    const sum = others.length === 0 ? first : copyOf(first);
    for (const other of others) addSum(sum, other, maxEvidence);
    const isLate = pane.lookup().timing === beam.Timing.LATE;
    if (isLate) this.late++;
    else this.onTime++;
    return [{ key: group.key, sum, timing: isLate ? "LATE" : "ON_TIME" }];
  }

  finishBundle({ windowsSummed, lateCorrections }: SumSettings): void {
    windowsSummed.increment(this.onTime);
    lateCorrections.increment(this.late);
  }
}

register("sumByWindow", { SumWindow });
