import type { Logger } from "pino";

/** The detector refuses payments that are further ahead of the clock than this, by default. */
export const DETECTOR_SKEW_MS = 300_000;

/** Says, once each, that simulated time has run so far ahead that the detector or Kafka refuses it. */
export function createFutureWarning(log: Logger, mostAheadMs: number): (aheadMs: number) => void {
  let warnedOfDetector = false;
  let warnedOfKafka = false;
  return (aheadMs) => {
    if (!warnedOfDetector) {
      log.warn("payments are over 5 minutes ahead of the clock: a detector refuses such times by default");
      warnedOfDetector = true;
    }
    if (!warnedOfKafka && aheadMs > mostAheadMs) {
      log.warn(
        "payments are nearly an hour ahead of the clock and Kafka refuses more: from now on they wait for the clock. An earlier --start or a lower --speed avoids it",
      );
      warnedOfKafka = true;
    }
  };
}
