import { groupSessions } from "../beam/flink/groupSessions";
import { beam, groupByKey, register } from "../beam/sdk";
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

/** Brings the sums of each key and window together: the shuffle. `merging`: overlapping windows of a key are one session. */
export function sumByWindow(maxEvidence: number, merging: boolean) {
  const settings = {
    maxEvidence,
    pane: beam.paneInfoParam(),
    windowsSummed: beam.counter("windowsSummed"),
    lateCorrections: beam.counter("lateCorrections"),
  };
  return beam.withName("sumByWindow", (sums: beam.PCollection<beam.KV<string, PartialSum>>) =>
    sums
      .apply(merging ? groupSessions<PartialSum>() : groupByKey<string, PartialSum>())
      .apply(beam.parDo(new SumWindow(), settings)),
  );
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
