import type { Rates } from "../../payment/conversion";
import type { VersionRecord } from "./versionRecord";

/** A table of rates as its record has it, each rate as a text. */
export type WrittenRates = NonNullable<VersionRecord["rates"]>;

/** What a record would have to say to mean these rates, each of which begins with a day. */
export function writtenRates({ base, rates }: Rates): WrittenRates {
  const since = (ms: number) =>
    Object.fromEntries(
      Object.entries(rates).flatMap(([currency, dated]) => {
        const rate = dated.find(({ fromMs }) => fromMs === ms)?.rate;
        return rate === undefined ? [] : [[currency, rate] as const];
      }),
    );
  const days = new Set(Object.values(rates).flatMap((dated) => dated.map(({ fromMs }) => fromMs)));
  const changes = [...days]
    .filter((ms) => ms > 0)
    .sort((a, b) => a - b)
    .map((ms) => ({ from: new Date(ms).toISOString().slice(0, 10), ...since(ms) }));
  return { base, ...since(0), ...(changes.length > 0 && { changes }) } as WrittenRates;
}
