import Long from "long";
import { beam, KVCoder, register, StrUtf8Coder, withCoder } from "../beam/sdk";
import type { Grouping } from "./alert";
import type { KeyedTransaction } from "./keyTransactions";
import { OverlappingSums } from "./overlappingSums";
import { addPayment, overlaps, type PartialSum, startSum } from "./partialSum";
import { PartialSumCoder } from "./partialSumCoder";

interface SumSettings {
  grouping: Grouping;
  maxEvidence: number;
  /** Overlapping windows of a key are one session. */
  merging: boolean;
  window: { lookup(): beam.Window };
}

/**
 * Adds up what a bundle holds of each key and window before anything is shuffled. A sum leaves in the window that its
 * payments span together, so merging it later gives what merging each payment would have given.
 */
export function sumInBundle(grouping: Grouping, maxEvidence: number, merging: boolean) {
  const settings = { grouping, maxEvidence, merging, window: beam.windowParam() };
  return beam.withName("sumInBundle", (transactions: beam.PCollection<KeyedTransaction>) =>
    transactions
      .apply(beam.parDo(new SumInBundle(), settings))
      .apply(withCoder<beam.KV<string, PartialSum>>(new KVCoder(new StrUtf8Coder(), new PartialSumCoder()))),
  );
}

export class SumInBundle implements beam.DoFn<KeyedTransaction, beam.KV<string, PartialSum>, SumSettings> {
  beamName = "addUp";
  /** Most keys have one payment in a bundle: those go without the machinery for more. */
  private sums!: Map<string, PartialSum | OverlappingSums>;

  startBundle(): void {
    this.sums = new Map();
  }

  process({ key, value }: KeyedTransaction, { grouping, maxEvidence, merging, window }: SumSettings): void {
    const { start, end } = window.lookup() as beam.IntervalWindow;
    const startMs = start.toNumber();
    const endMs = end.toNumber();
    // Windows that do not merge are told apart by their start; accounts hold no `;`, so this cannot be another key.
    const slot = merging ? key : `${key};;${startMs}`;
    const known = this.sums.get(slot);
    if (known !== undefined && !(known instanceof OverlappingSums) && overlaps(known, startMs, endMs)) {
      addPayment(known, value, grouping, startMs, endMs, maxEvidence);
      return;
    }
    const sum = startSum(value, grouping, startMs, endMs);
    if (known === undefined) this.sums.set(slot, sum);
    else if (known instanceof OverlappingSums) known.add(sum);
    else this.sums.set(slot, new OverlappingSums(maxEvidence).add(known).add(sum));
  }

  *finishBundle({ merging }: SumSettings): Generator<beam.WindowedValue<beam.KV<string, PartialSum>>> {
    for (const [slot, sums] of this.sums) {
      // Letting go of each keeps the memory of a long bundle from doubling on its way out.
      this.sums.delete(slot);
      const key = merging ? slot : slot.slice(0, slot.lastIndexOf(";;"));
      if (sums instanceof OverlappingSums) for (const sum of sums.merged()) yield inItsWindow(key, sum);
      else yield inItsWindow(key, sums);
    }
  }
}

function inItsWindow(key: string, value: PartialSum): beam.WindowedValue<beam.KV<string, PartialSum>> {
  return {
    value: { key, value },
    windows: [new beam.IntervalWindow(Long.fromNumber(value.startMs), Long.fromNumber(value.endMs))],
    timestamp: Long.fromNumber(value.firstMs),
    pane: { timing: beam.Timing.UNKNOWN, index: 0, onTimeIndex: 0, isFirst: true, isLast: true },
  };
}

register("sumInBundle", { SumInBundle });
