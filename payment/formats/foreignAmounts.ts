import { checkAmount } from "../checks";
import { converter, type Rates } from "../conversion";
import { formatMinorUnits, minorDigits } from "../currencies";
import { Malformed, show } from "../malformed";
import type { Transaction } from "../transaction";
import type { Form } from "./form";
import type { Found, FoundFields } from "./found";
import type { AmountField, AmountForm, CurrencyField } from "./inputFormat";
import { noScalar, placed, unfit } from "./unfit";

const DECIMAL = /^(\d{1,24})(?:\.(\d{1,4}))?$/;
const GROUPED = /^\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?$/;
const WHOLE = /^\d{1,24}$/;

/** Minor units of an amount in a currency of so many digits; undefined where the text is none. */
const MINOR_UNITS: Record<AmountForm, (text: string, digits: number) => bigint | undefined> = {
  decimal: minorUnits,
  "decimal-comma": (text, digits) => {
    if (GROUPED.test(text)) return minorUnits(text.replaceAll(".", "").replace(",", "."), digits);
    return text.includes(".") ? undefined : minorUnits(text.replace(",", "."), digits);
  },
  cents: (text) => (WHOLE.test(text) ? BigInt(text) : undefined),
};

function minorUnits(text: string, digits: number): bigint | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, whole, fraction = ""] = match;
  return fraction.length > digits ? undefined : BigInt(whole + fraction.padEnd(digits, "0"));
}

/** Base has no rate either. */
const NO_RATES: Rates = { base: "", rates: {} };

type Converted = Pick<Transaction, "amountCents" | "paid">;

/** Reads cents of base, and what they were before, from an amount and its currency, or says which of them is wrong. */
export function foreignAmounts(currency: CurrencyField, amount: AmountField, form: Form) {
  const { rates = NO_RATES } = currency;
  const convert = converter(rates);
  const { base } = rates;
  const readMinorUnits = MINOR_UNITS[amount.as ?? "decimal"];
  return (found: FoundFields, timestampMs: number): Converted | Malformed => {
    const { kind, text: code } = found.currency;
    if (kind !== "text") return placed(currency.path, noText(found.currency));
    const digits = minorDigits(code);
    if (digits === undefined) return placed(currency.path, unknown(code, "a currency of ISO 4217 such as EUR"));
    const none = found.amount.kind === "cents" ? undefined : unfit(found.amount, form);
    if (none !== undefined) return placed(amount.path, none);
    const { text } = found.amount;
    const own = found.amount.kind === "cents" ? ofCents(found.amount.value, digits) : readMinorUnits(text, digits);
    if (own === undefined || own === 0n) return placed(amount.path, badAmount(found.amount, code, digits));
    const converted = convert(own, code, timestampMs);
    if (converted === undefined) {
      const day = new Date(timestampMs).toISOString().slice(0, 10);
      return placed(currency.path, unknown(code, `one that a rate is for on ${day}`));
    }
    const amountCents = Number(converted);
    const bad = checkAmount(amountCents, `${text} ${code}`, `from 0.01 up to 10^12 ${base}`);
    if (bad !== undefined) return placed(amount.path, bad);
    return code === base ? { amountCents } : { amountCents, paid: `${formatMinorUnits(own, digits)} ${code}` };
  };
}

/** A schema's decimal in hundredths: of yen, whole ones only. */
function ofCents(cents: number, digits: number): bigint | undefined {
  const units = BigInt(cents) * 10n ** BigInt(digits);
  return units % 100n === 0n ? units / 100n : undefined;
}

function noText(found: Found): Malformed {
  const expected = "a currency: a text such as EUR";
  if (found.kind !== "number") return noScalar(found, expected);
  return new Malformed("wrong-type", `found a number, expected ${expected}`);
}

function unknown(code: string, expected: string): Malformed {
  return new Malformed("unknown-currency", `found ${show(code)}, expected ${expected}`);
}

function badAmount({ kind, text, value }: Found, code: string, digits: number): Malformed {
  const found = kind === "cents" ? String(value / 100) : text;
  const expected = `an amount above 0 with at most ${digits} fraction digits, as ${code} has`;
  return new Malformed("bad-amount", `found ${show(found)}, expected ${expected}`);
}
