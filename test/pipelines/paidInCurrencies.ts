import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Rates } from "../../payment/conversion";
import type { InputFormat } from "../../payment/formats/inputFormat";
import { detectInFile } from "../../pipelines/embedded/detectInFile";
import type { Found } from "../../pipelines/embedded/found";
import type { RuleSetSettings } from "../../pipelines/judgeByRules";
import type { Alert } from "../../transforms/alert";
import type { RulesText } from "../../transforms/rulesText";
import { plainCents } from "../payment/plainConversion";
import { detectInLines } from "./detectInLines";

export const HOUR_MS = 3_600_000;
export const START_MS = Date.UTC(2026, 0, 1);
export const MAX_EVIDENCE = 5;
export const DIGITS: Record<string, number> = { EUR: 2, USD: 2, JPY: 0, KWD: 3 };

const folder = mkdtempSync(join(tmpdir(), "currencies-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of the test's own folder. */
export function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const rate = fc.constantFrom("0.92", "0.0061", "3.05", "0.5", "0.333333333333");

/** Rates of some currencies. */
export const someRates = fc.uniqueArray(fc.tuple(fc.constantFrom("USD", "JPY", "KWD"), rate), {
  selector: ([code]) => code,
});

const payment = fc
  .record({
    atMs: fc.integer({ min: 0, max: 71 }).map((hour) => START_MS + hour * HOUR_MS),
    origin: fc.constantFrom("a", "b", "c"),
    target: fc.constantFrom("c", "d"),
    currency: fc.constantFrom(...Object.keys(DIGITS)),
    units: fc.oneof(
      fc.integer({ min: 1, max: 9_999 }),
      fc.integer({ min: 1, max: 99 }).map((whole) => whole * 1_000),
    ),
    isShort: fc.boolean(),
  })
  .filter(({ origin, target }) => origin !== target);
export type Paid = typeof payment extends fc.Arbitrary<infer T> ? T : never;

/** Payments of three days in any currencies and order. */
export const paidInCurrencies = fc.array(payment, { minLength: 1, maxLength: 60 });

/** The payments in EUR by the rate of each, and by their ids what of them was paid in another currency. */
export function byHand(payments: Paid[], rateAt: (currency: string, atMs: number) => string | undefined) {
  const paid = new Map<string, { originalAmount: string; currency: string }>();
  const converted = payments.flatMap((one, i) => {
    const { currency, units, atMs, origin, target } = one;
    const inForce = rateAt(currency, atMs);
    const originalAmount = decimal(units, DIGITS[currency]);
    const cents = inForce === undefined ? 0n : plainCents(originalAmount, inForce);
    if (cents === 0n) return [];
    if (currency !== "EUR") paid.set(`${i}`, { originalAmount, currency });
    return [JSON.stringify({ id: `${i}`, atMs, origin, target, amount: decimal(Number(cents), 2) })];
  });
  return { converted, paid };
}

export function recordOf({ units, isShort, ...rest }: Paid, i: number): string {
  const whole = decimal(units, DIGITS[rest.currency]);
  const amount = isShort && whole.includes(".") ? whole.replace(/\.?0+$/, "") : whole;
  return JSON.stringify({ id: `${i}`, ...rest, amount });
}

function decimal(units: number, digits: number): string {
  const text = String(units).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** How records are read: with their currencies, where there are rates. */
export function formatWith(rates: Rates | undefined): InputFormat {
  const at = (path: string) => ({ path });
  return {
    format: "json",
    fields: {
      timestamp: { path: "/atMs", as: "epoch-ms" },
      origin: at("/origin"),
      target: at("/target"),
      amount: at("/amount"),
      id: at("/id"),
      ...(rates && { currency: { path: "/currency", rates } }),
    },
  };
}

export function settingsWith(rules: RulesText, rates: Rates | undefined): RuleSetSettings {
  const limits = { maxFutureSkewMs: 300_000, maxRecordBytes: 65_536 };
  return { rules, early: false, restarts: false, allowedLatenessMs: 0, ...limits, format: formatWith(rates) };
}

export async function detect(records: string[], settings: RuleSetSettings): Promise<Found> {
  const path = fileOf("payments.json", records.map((line) => `${line}\n`).join(""));
  return await detectInFile({ path, settings, disorderMs: 100 * 24 * HOUR_MS, workers: 1 });
}

/** By the run on a file, and by the pipeline on the DirectRunner. */
export async function detectBothWays(records: string[], settings: RuleSetSettings) {
  return [await detect(records, settings), await detectInLines(records, settings)];
}

/** Alerts of converted payments, with what was paid. */
export function toldInCurrencies(alerts: Alert[], paid: ReturnType<typeof byHand>["paid"]) {
  return alerts.map((alert) => ({
    ...alert,
    currency: "EUR",
    transactions: alert.transactions.map((one) => ({ ...one, ...paid.get(one.id ?? "") })),
  }));
}

export function byId<T extends Pick<Alert, "id">>(alerts: T[]): T[] {
  return alerts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
