import type { Logger } from "pino";

/** The detector refuses payments that are further ahead of the clock than this, by default. */
const DETECTOR_SKEW_MS = 300_000;

/**
 * Says, once each, that simulated time has run so far ahead that the detector refuses it, and that it has come as far
 * ahead as it may and waits for the clock. Called with how far ahead of the clock a payment is.
 */
export function createFutureWarning(log: Logger, mostAheadMs: number): (aheadMs: number) => void {
  let warnedOfDetector = false;
  let toldOfWaiting = false;
  return (aheadMs) => {
    if (!warnedOfDetector && aheadMs > DETECTOR_SKEW_MS) {
      log.warn("payments are over 5 minutes ahead of the clock: a detector refuses such times by default");
      warnedOfDetector = true;
    }
    if (toldOfWaiting || aheadMs <= mostAheadMs) return;
    toldOfWaiting = true;
    if (mostAheadMs === 0) log.info("payments have reached the present: from now on they come as the clock goes");
    else {
      log.warn(
        "payments are nearly an hour ahead of the clock and Kafka refuses more: from now on they wait for the clock. An earlier --start or a lower --speed avoids it",
      );
    }
  };
}
