import type { DatedRate, Rates } from "../../payment/conversion";
import type { Version } from "./version";

/**
 * Tables of rates, each in force in its time, as one table: before the first one, and where they were removed, there is no rate,
 * nor one for base. Undefined where there never was any. `versions`: by the time of coming into force.
 */
export function ratesInForce(versions: readonly Version[]): Rates | undefined {
  const tables = versions.flatMap(({ rates }) => rates ?? []);
  if (tables.length === 0) return undefined;
  const [{ base }] = tables;
  const currencies = new Set(tables.flatMap(({ rates }) => Object.keys(rates)));
  const rates: Record<string, readonly DatedRate[]> = {};
  for (const currency of currencies) rates[currency] = joined(versions, ({ rates }) => rates[currency] ?? []);
  const ofBase = joined(versions, () => ALWAYS);
  return { base, rates: isAlways(ofBase) ? rates : { ...rates, [base]: ofBase } };
}

const ALWAYS: readonly DatedRate[] = [{ fromMs: 0, rate: "1" }];

function isAlways(dated: readonly DatedRate[]): boolean {
  return dated.length === 1 && dated[0].fromMs === 0;
}

/** The rates of one currency over all versions, each change of them once. */
function joined(versions: readonly Version[], datedIn: (rates: Rates) => readonly DatedRate[]): DatedRate[] {
  const found: DatedRate[] = [];
  versions.forEach(({ fromMs, rates }, i) => {
    const endMs = versions[i + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    // No payment is older.
    const startMs = Math.max(fromMs, 0);
    if (endMs <= startMs) return;
    const dated = rates === undefined ? [] : datedIn(rates);
    const atStart = dated.findLast((one) => one.fromMs <= startMs);
    const later = dated.filter((one) => one.fromMs > startMs && one.fromMs < endMs);
    for (const one of [{ ...atStart, fromMs: startMs }, ...later]) {
      if (one.rate !== found.at(-1)?.rate) found.push(one);
    }
  });
  return found;
}
