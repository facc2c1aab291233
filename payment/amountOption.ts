import { z } from "zod";
import { written } from "../config/written";
import { AMOUNT, parseCents } from "./money";

/** Integer cents of an option's decimal amount; `above: 0` refuses zero. */
export function amount({ above = -1 }: { above?: 0 | -1 } = {}) {
  const expected = `a decimal amount ${above === 0 ? "above 0 and " : ""}up to 10^12 with at most 2 fraction digits`;
  const schema = z.unknown().transform((value, context) => {
    const cents = parseCents(String(value));
    if (cents > above && Number.isFinite(cents)) return cents;
    context.addIssue({ code: "custom", message: expected });
    return z.NEVER;
  });
  return written(schema, { expected, pattern: AMOUNT, numbers: { min: 0, max: 1e12 } });
}
