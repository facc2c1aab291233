import type { Side } from "../keys/key";
import type { SeenPayment } from "../place";

/** One way of gathering payments by key as they stream by, and of judging what has been gathered once it has ended. */
export interface Lane<Held> {
  /** How payments belong to keys: one way, or two. */
  sides: readonly Side[];
  /** Whether a payment takes part; all of them where it is missing. */
  takes?(seen: SeenPayment, side: Side): boolean;
  /** The end of the last window for which a payment of this time is needed, as far as it tells alone. */
  neededUntil(timestampMs: number): number;
  /** What of a key is no longer needed may wait so long until others have ended too, in ms. */
  patienceMs: number;
  start(): Held;
  add(held: Held, seen: SeenPayment, side: Side): void;
  /** Judges the windows of a key that ended after `afterMs` and until `untilMs`. */
  judge(held: Held, key: () => string, afterMs: number, untilMs: number): void;
  /** Lets go of what no later window needs; where what is left begins, Infinity where nothing is. */
  letGo(held: Held, untilMs: number): number;
}
