import { EXPECTED_AMOUNT } from "../checks";
import { parseCents } from "../money";
import type { Form } from "./form";
import type { AmountForm } from "./inputFormat";

const GROUPED = /^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$/;
const CENTS = /^\d{1,24}$/;

/** Cents of an amount in each form; NaN where it is none. */
export const AMOUNTS: Record<AmountForm, Form> = {
  decimal: { takes: ["number", "text"], read: parseCents, expected: EXPECTED_AMOUNT },
  "decimal-comma": { takes: ["text"], read: parseWithComma, expected: `${EXPECTED_AMOUNT} behind a comma` },
  cents: {
    takes: ["number", "text"],
    read: (text) => (CENTS.test(text) ? Number(text) : Number.NaN),
    expected: "a whole number of cents above 0 and up to 10^14, in digits",
  },
};

/** `1234,5` and `1.234,50`; a point without thousands behind it could mean either. */
function parseWithComma(text: string): number {
  if (GROUPED.test(text)) return parseCents(text.replaceAll(".", "").replace(",", "."));
  return text.includes(".") ? Number.NaN : parseCents(text.replace(",", "."));
}
