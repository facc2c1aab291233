import type { Rates } from "../../payment/conversion";

/** What a table of rates converts: `to EUR, from JPY, USD`. */
export function ratesText({ base, rates }: Rates): string {
  const currencies = Object.keys(rates).sort();
  return currencies.length === 0 ? `to ${base}` : `to ${base}, from ${currencies.join(", ")}`;
}
