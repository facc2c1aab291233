import type { Options } from "../../config/options";
import { duration, oneOf, toggle } from "../../config/values";

/** What only a stream has: alerts before the end of a session, and payments that come after it. */
export const streamingOptions = {
  early: {
    schema: toggle(),
    default: "true",
    describe: "also alert at the moment the sum of an open session crosses the limit; --no-early to wait for its end",
  },
  allowedLateness: {
    schema: duration({ max: "365d" }),
    default: "1m",
    value: "DURATION",
    describe:
      "how long after a session's end a late payment still corrects its alert; costs state and time, minutes are fine",
  },
  eventTime: {
    schema: oneOf(["record", "payment"]),
    default: "record",
    value: "WHOSE",
    describe:
      "what the clock follows: the timestamps of Kafka's records, or the payments' own times, where records have other ones",
  },
  maxOutOfOrderness: {
    schema: duration({ max: "365d" }),
    default: "0s",
    value: "DURATION",
    describe:
      "how far the payments of a partition lie out of order: the clock stays as far behind, and none of them is late; every final alert comes later by as much",
  },
} as const satisfies Options;
