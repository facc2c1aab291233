import { z } from "zod";
import { formatDuration, parseDuration } from "../../config/values";

/** Milliseconds from a text such as `10m` or `1h30m`; its JSON Schema is that of the text. */
export function durationText({ min, max, whole }: { min: number; max: number; whole?: string }) {
  const wanted = `a duration such as 10m, 24h or 1h30m, ${whole ? `whole ${whole}, ` : ""}at least ${formatDuration(min)} and at most ${formatDuration(max)}`;
  const step = whole === "seconds" ? 1_000 : 1;
  return z
    .string({ error: wanted })
    .regex(/^(\d+(\.\d+)?(ms|s|m|h|d))+$/, { error: wanted, abort: true })
    .transform((text, context) => {
      const ms = parseDuration(text);
      if (ms >= min && ms <= max && ms % step === 0) return ms;
      context.addIssue({ code: "custom", message: wanted });
      return z.NEVER;
    });
}

export const SECOND_MS = 1_000;
export const DAY_MS = 86_400_000;
