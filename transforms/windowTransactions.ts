import Long from "long";
import { beam, register } from "../beam/sdk";
import { SessionWindows } from "../beam/sessionWindows";
import { wholeWindows } from "../beam/wholeWindows";
import type { KeyedTransaction } from "./keyTransactions";

export interface WindowSettings {
  kind: "session" | "sliding";
  /** Sessions: the pause that ends one, in ms. */
  gapMs: number;
  /** Sessions are also cut at UTC multiples of this many ms; 0 for never. */
  maxSessionMs: number;
  /** Sliding windows: length and distance, in ms, whole seconds. */
  sizeMs: number;
  everyMs: number;
  /** How long after its end a window still takes late payments, in ms. */
  allowedLatenessMs: number;
}

/** Puts each transaction, by its own time, into the windows that its group is summed over. */
export function windowTransactions(settings: WindowSettings) {
  return beam.withName("windowTransactions", (transactions: beam.PCollection<KeyedTransaction>) =>
    transactions
      .apply(beam.withName("useTransactionTime", beam.assignTimestamps(transactionTime)))
      .apply(
        beam.withName(settings.kind, beam.windowInto(windowFn(settings), wholeWindows(settings.allowedLatenessMs))),
      ),
  );
}

function windowFn(settings: WindowSettings) {
  if (settings.kind === "session") return new SessionWindows(settings.gapMs, settings.maxSessionMs);
  return beam.slidingWindows(settings.sizeMs / 1000, settings.everyMs / 1000);
}

export function transactionTime({ value }: KeyedTransaction): Long {
  return Long.fromNumber(value.timestampMs);
}

register("windowTransactions", { transactionTime });
