import type { Options } from "../../config/options";
import { duration, toggle } from "../../config/values";

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
} as const satisfies Options;
