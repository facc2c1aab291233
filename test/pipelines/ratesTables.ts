import fc from "fast-check";
import { formatTimestamp } from "../../payment/timestamp";
import type { PlainTable } from "../payment/plainConversion";
import { HOUR_MS, START_MS, someRates } from "./paidInCurrencies";

type Days = [string, string][][];

/** Often just when payments are made, or just when a day begins. */
const fromMs = fc
  .tuple(fc.integer({ min: -1, max: 72 }), fc.constantFrom(-1, 0, 0, 1))
  .map(([hours, ms]) => START_MS + hours * HOUR_MS + ms);
const when = fc.oneof(
  { weight: 1, arbitrary: fc.constant(Number.NEGATIVE_INFINITY) },
  { weight: 4, arbitrary: fromMs },
);
const days: fc.Arbitrary<Days> = fc.tuple(someRates, someRates, someRates);

/** One table or more, in the order in which they come into force, some of them at once; one may remove the others. */
export const someTables: fc.Arbitrary<PlainTable[]> = fc
  .tuple(
    fc.tuple(when, days),
    fc.array(fc.tuple(fromMs, fc.option(days, { freq: 5, nil: undefined })), { maxLength: 6 }),
  )
  .map(([first, others]) => {
    const later = others.filter(([ms]) => ms >= first[0]).sort(([a], [b]) => a - b);
    // What is not there cannot be removed.
    const kept = later.filter(([, days], i) => days !== undefined || i === 0 || later[i - 1][1] !== undefined);
    return [first, ...kept].map(([ms, days]) => ({ fromMs: ms, base: "EUR", rates: days && ratesOf(days) }));
  });

const dayMs = (day: number) => (day === 0 ? 0 : START_MS + day * 24 * HOUR_MS);

function ratesOf(days: Days) {
  return days.flatMap((listed, day) => listed.map(([currency, rate]) => ({ currency, rate, fromMs: dayMs(day) })));
}

/** The records of these tables, one after the other. */
export function recordsOfTables(tables: readonly PlainTable[]): string[] {
  return tables.map(({ fromMs, base, rates = [], ...rest }, i) => {
    const listed = (from: number) =>
      Object.fromEntries(rates.filter((one) => one.fromMs === from).map(({ currency, rate }) => [currency, rate]));
    const changes = [1, 2].map((day) => ({ from: `2026-01-0${day + 1}`, ...listed(dayMs(day)) }));
    const isRemoved = (tables[i] as PlainTable).rates === undefined;
    return JSON.stringify({
      ...rest,
      id: "rates",
      version: i + 1,
      effectiveFrom: fromMs === Number.NEGATIVE_INFINITY ? "always" : formatTimestamp(fromMs),
      ...(isRemoved ? { removed: true } : { rates: { base, ...listed(0), changes } }),
    });
  });
}
