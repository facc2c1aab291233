import { type DatedRate, parseRate, type Rates } from "../../payment/conversion";
import { minorDigits } from "../../payment/currencies";
import { excerpt } from "../conditions/node";
import type { Places } from "./places";
import type { Problem } from "./problem";
import { valueAt } from "./shapeProblems";

const DAY = /^\d{4}-\d\d-\d\d$/;
const EXPECTED_RATE = "a decimal above 0 with at most 12 digits before and behind the point";

/**
 * The rates of a file: those beside `base` from the beginning on, those of `changes` from their day on. What is wrong goes to
 * `problems`; undefined where the file has none.
 */
export function readRates(raw: unknown, places: Places, problems: Problem[]): Rates | undefined {
  const listed = valueAt(raw, ["rates"]);
  const base = valueAt(listed, ["base"]);
  if (typeof base !== "string") return undefined;
  const refuse = (path: PropertyKey[], place: Pick<Problem, "line" | "column">, found: string, expected: string) =>
    problems.push({ field: path.join("."), ...place, found: excerpt(found), expected });
  const refuseValue = (path: PropertyKey[], expected: string) =>
    refuse(path, places.of(path), places.text(path) ?? "nothing", expected);

  if (minorDigits(base) === undefined) refuseValue(["rates", "base"], "a currency of ISO 4217 such as EUR");
  else if (minorDigits(base) !== 2) {
    refuseValue(["rates", "base"], "a currency of two decimal digits, as rules count in hundredths");
  }

  const rates: Record<string, DatedRate[]> = {};
  const add = (path: PropertyKey[], currency: string, fromMs: number) => {
    const ratePath = [...path, currency];
    if (minorDigits(currency) === undefined) {
      refuse(ratePath, places.ofKey(path, currency), currency, "a currency of ISO 4217 such as USD");
      return;
    }
    if (currency === base) {
      refuse(ratePath, places.ofKey(path, currency), currency, "another currency than base, which needs no rate");
      return;
    }
    // As it is written, so that no float comes between.
    const value = valueAt(raw, ratePath);
    if (typeof value !== "string" && typeof value !== "number") return;
    const rate = typeof value === "string" ? value : (places.text(ratePath) ?? "");
    if (parseRate(rate) === undefined) refuseValue(ratePath, EXPECTED_RATE);
    else rates[currency] = [...(rates[currency] ?? []), { fromMs, rate }];
  };
  for (const currency of keysOf(listed)) {
    if (currency !== "base" && currency !== "changes") add(["rates"], currency, 0);
  }

  const changes = valueAt(listed, ["changes"]);
  let before = 0;
  for (let i = 0; i < (Array.isArray(changes) ? changes.length : 0); i++) {
    const path = ["rates", "changes", i];
    const from = valueAt(raw, [...path, "from"]);
    if (typeof from !== "string") continue;
    const fromMs = dayMs(from);
    if (fromMs === undefined) refuseValue([...path, "from"], "a day such as 2026-01-31, after 1970-01-01");
    else if (fromMs <= before) refuseValue([...path, "from"], "a later day than that of the change before");
    before = fromMs ?? before;
    for (const currency of keysOf(valueAt(raw, path))) if (currency !== "from") add(path, currency, fromMs ?? 0);
  }
  return { base, rates };
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** Epoch ms of the first moment of a day in UTC; undefined for what no calendar has. */
function dayMs(day: string): number | undefined {
  if (!DAY.test(day)) return undefined;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return ms > 0 && new Date(ms).toISOString().startsWith(day) ? ms : undefined;
}
