import fc from "fast-check";
import { readRules } from "../../pipelines/rulesOption";
import { rulesOf } from "../../transforms/rulesText";
import { type PlainRate, plainRateAt } from "../payment/plainConversion";
import {
  byHand,
  byId,
  detect,
  detectBothWays,
  fileOf,
  HOUR_MS,
  MAX_EVIDENCE,
  paidInCurrencies,
  recordOf,
  START_MS,
  settingsWith,
  someRates,
  toldInCurrencies,
} from "./paidInCurrencies";

const RULES = `
rules:
  - { id: sum, title: sum, key: pair, window: { session: 10m }, when: total > 100 }
  - { id: near, title: near, key: origin, window: { sliding: 24h, every: 1h }, when: count >= 3 && smallest < 5 }
  - { id: through, title: through, key: account, window: { calendar: 1d }, when: received > 10 && sent > 1 }
`;
const days = fc.tuple(someRates, someRates, someRates);

test("payments in any currencies, order and rates raise what those that were converted by hand raise, and tell what was paid", async () => {
  let [alerts, dead, originals] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(days, paidInCurrencies, async (days, payments) => {
      const rates = plainRates(days);
      const { converted, paid } = byHand(payments, (currency, atMs) =>
        currency === "EUR" ? "1" : plainRateAt(rates, currency, atMs),
      );
      const records = payments.map(recordOf);
      const inCurrencies = settingsFor(`${ratesText(days)}${RULES}`, true);
      const found = await detectBothWays(records, inCurrencies);
      const expected = toldInCurrencies((await detect(converted, settingsFor(RULES, false))).alerts, paid);
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
    listed.map(([currency, text]) => ({
      ...{ currency, rate: text, fromMs: day === 0 ? 0 : START_MS + day * 24 * HOUR_MS },
    })),
  );
}

function ratesText([always, ...later]: [string, string][][]): string {
  const entries = (listed: [string, string][]) => listed.map(([currency, text]) => `, ${currency}: ${text}`).join("");
  const listed = later.map((one, i) => `{ from: 2026-01-0${i + 2}${entries(one)} }`).join(", ");
  return `rates: { base: EUR${entries(always)}, changes: [${listed}] }`;
}

function settingsFor(rulesText: string, hasCurrencies: boolean) {
  const rules = readRules(fileOf("rules.yaml", rulesText), MAX_EVIDENCE);
  return settingsWith(rules, hasCurrencies ? rulesOf(rules).rates : undefined);
}
