import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { InputFormat } from "../../payment/formats/inputFormat";
import { detectInFile } from "../../pipelines/embedded/detectInFile";
import type { RuleSetSettings } from "../../pipelines/judgeByRules";
import { readRules } from "../../pipelines/rulesOption";
import type { Alert } from "../../transforms/alert";
import { rulesOf } from "../../transforms/rulesText";
import { type PlainRate, plainCents, plainRateAt } from "../payment/plainConversion";
import { detectInLines } from "./detectInLines";

const folder = mkdtempSync(join(tmpdir(), "currencies-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HOUR = 3_600_000;
const START_MS = Date.UTC(2026, 0, 1);
const MAX_EVIDENCE = 5;
const RULES = `
rules:
  - { id: sum, title: sum, key: pair, window: { session: 10m }, when: total > 100 }
  - { id: near, title: near, key: origin, window: { sliding: 24h, every: 1h }, when: count >= 3 && smallest < 5 }
  - { id: through, title: through, key: account, window: { calendar: 1d }, when: received > 10 && sent > 1 }
`;
const DIGITS: Record<string, number> = { EUR: 2, USD: 2, JPY: 0, KWD: 3 };

const rate = fc.constantFrom("0.92", "0.0061", "3.05", "0.5", "0.333333333333");
const change = fc.uniqueArray(fc.tuple(fc.constantFrom("USD", "JPY", "KWD"), rate), { selector: ([code]) => code });
const changes = fc.tuple(change, change, change);
const payment = fc
  .record({
    atMs: fc.integer({ min: 0, max: 71 }).map((hour) => START_MS + hour * HOUR),
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
type Payment = typeof payment extends fc.Arbitrary<infer T> ? T : never;

test("payments in any currencies, order and rates raise what those that were converted by hand raise, and tell what was paid", async () => {
  let [alerts, dead, originals] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(changes, fc.array(payment, { minLength: 1, maxLength: 60 }), async (days, payments) => {
      const { converted, paid } = byHand(payments, plainRates(days));
      const records = payments.map(recordOf);
      const inCurrencies = settingsFor(`${ratesText(days)}${RULES}`, true);
      const found = await detectBothWays(records, inCurrencies);
      const expected = (await detect(converted, settingsFor(RULES, false))).alerts.map((alert) => ({
        ...alert,
        currency: "EUR",
        transactions: alert.transactions.map((one) => ({ ...one, ...paid.get(one.id ?? "") })),
      }));
      for (const one of found) {
        expect(byId(one.alerts)).toEqual(byId(expected));
        expect(one.linesRead).toBe(payments.length);
        const letters = [...one.deadLetters.values()].reduce((sum, count) => sum + count, 0);
        expect(letters).toBe(payments.length - converted.length);
        dead += letters;
      }
      alerts += expected.length;
      originals += expected.flatMap(({ transactions }) => transactions).filter((one) => "originalAmount" in one).length;
    }),
    { numRuns: 60 },
  );
  expect(Math.min(alerts, dead, originals)).toBeGreaterThan(20);
}, 240_000);

test("where no currency is mapped, rates change not one byte of alerts", async () => {
  const records = Array.from({ length: 4 }, (_, i) =>
    recordOf({ atMs: START_MS + i, origin: "a", target: "d", currency: "USD", units: 9_999, isShort: false }, i),
  );
  const found = await detectBothWays(records, settingsFor(`rates: { base: EUR, USD: 0.5 }${RULES}`, false));
  const expected = await detectBothWays(records, settingsFor(RULES, false));
  expect(expected[0].alerts.length).toBeGreaterThan(0);
  expect(JSON.stringify(found.map((one) => one.alerts))).toBe(JSON.stringify(expected.map((one) => one.alerts)));
});

function plainRates(days: [string, string][][]): PlainRate[] {
  return days.flatMap((listed, day) =>
    listed.map(([currency, text]) => ({ currency, rate: text, fromMs: day === 0 ? 0 : START_MS + day * 24 * HOUR })),
  );
}

/** The payments in EUR, and by their ids what of them was paid in another currency. */
function byHand(payments: Payment[], rates: PlainRate[]) {
  const paid = new Map<string, { originalAmount: string; currency: string }>();
  const converted = payments.flatMap((one, i) => {
    const { currency, units, atMs, origin, target } = one;
    const inForce = currency === "EUR" ? "1" : plainRateAt(rates, currency, atMs);
    const originalAmount = decimal(units, DIGITS[currency]);
    const cents = inForce === undefined ? 0n : plainCents(originalAmount, inForce);
    if (cents === 0n) return [];
    if (currency !== "EUR") paid.set(`${i}`, { originalAmount, currency });
    return [JSON.stringify({ id: `${i}`, atMs, origin, target, amount: decimal(Number(cents), 2) })];
  });
  return { converted, paid };
}

function recordOf({ units, isShort, ...rest }: Payment, i: number): string {
  const whole = decimal(units, DIGITS[rest.currency]);
  const amount = isShort && whole.includes(".") ? whole.replace(/\.?0+$/, "") : whole;
  return JSON.stringify({ id: `${i}`, ...rest, amount });
}

function decimal(units: number, digits: number): string {
  const text = String(units).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function ratesText([always, ...later]: [string, string][][]): string {
  const entries = (listed: [string, string][]) => listed.map(([currency, text]) => `, ${currency}: ${text}`).join("");
  const listed = later.map((one, i) => `{ from: 2026-01-0${i + 2}${entries(one)} }`).join(", ");
  return `rates: { base: EUR${entries(always)}, changes: [${listed}] }`;
}

function settingsFor(rulesText: string, hasCurrencies: boolean): RuleSetSettings {
  const file = join(folder, "rules.yaml");
  writeFileSync(file, rulesText);
  const rules = readRules(file, MAX_EVIDENCE);
  const limits = { maxFutureSkewMs: 300_000, maxRecordBytes: 65_536 };
  const { rates } = rulesOf(rules);
  const at = (path: string) => ({ path });
  const format: InputFormat = {
    format: "json",
    fields: {
      timestamp: { path: "/atMs", as: "epoch-ms" },
      origin: at("/origin"),
      target: at("/target"),
      amount: at("/amount"),
      id: at("/id"),
      ...(hasCurrencies && rates && { currency: { path: "/currency", rates } }),
    },
  };
  return { rules, early: false, restarts: false, allowedLatenessMs: 0, ...limits, format };
}

async function detect(records: string[], settings: RuleSetSettings) {
  const path = join(folder, "payments.json");
  writeFileSync(path, records.map((line) => `${line}\n`).join(""));
  return await detectInFile({ path, settings, disorderMs: 100 * 24 * HOUR, workers: 1 });
}

/** By the run on a file, and by the pipeline on the DirectRunner. */
async function detectBothWays(records: string[], settings: RuleSetSettings) {
  return [await detect(records, settings), await detectInLines(records, settings)];
}

function byId(alerts: Pick<Alert, "id">[]) {
  return alerts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
