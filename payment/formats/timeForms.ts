import { EXPECTED_TIME } from "../checks";
import { parseTimestamp } from "../timestamp";
import type { Form } from "./form";
import type { TimeForm } from "./inputFormat";

/** The last moment that RFC 3339 has a text for. */
export const LAST_MS = Date.UTC(10_000, 0) - 1;
const EPOCH = /^(\d{1,17})(?:\.(\d{1,9}))?$/;

/** Epoch milliseconds of a time in each form, cut to whole ones; NaN where it is none. */
export const TIMES: Record<TimeForm, Form> = {
  rfc3339: { takes: ["text"], read: parseTimestamp, expected: EXPECTED_TIME },
  "epoch-s": epoch("seconds", (whole, fraction) => Number(whole) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, "0"))),
  "epoch-ms": epoch("milliseconds", Number),
  "epoch-us": epoch("microseconds", (whole) => Number(whole.slice(0, -3))),
};

function epoch(unit: string, toMs: (whole: string, fraction: string) => number): Form {
  return {
    takes: ["number", "text"],
    read(text) {
      const match = EPOCH.exec(text);
      if (match === null) return Number.NaN;
      const ms = toMs(match[1], match[2] ?? "");
      return ms <= LAST_MS ? ms : Number.NaN;
    },
    expected: `${unit} since 1970 in digits, up to the year 9999`,
  };
}
