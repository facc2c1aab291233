import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { InputFormat } from "../../../payment/formats/inputFormat";
import { detectInFile } from "../../../pipelines/embedded/detectInFile";
import { readRules } from "../../../pipelines/rulesOption";
import { rulesOf } from "../../../transforms/rulesText";
import { type PlainRate, plainCents, plainRateAt } from "../../payment/plainConversion";

const folder = mkdtempSync(join(tmpdir(), "currencies-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HOUR = 3_600_000;
const START_MS = Date.UTC(2026, 0, 1);
const RULES = `
rules:
  - { id: sum, title: sum, key: pair, window: { session: 10m }, when: total > 100 }
  - { id: near, title: near, key: origin, window: { sliding: 24h, every: 1h }, when: count >= 3 && smallest < 5 }
`;

const rate = fc.constantFrom("0.92", "0.0061", "3.05", "0.5", "0.333333333333");
const change = fc.uniqueArray(fc.tuple(fc.constantFrom("USD", "JPY", "KWD"), rate), { selector: ([code]) => code });
const changes = fc.tuple(change, change, change);
const payment = fc.record({
  atMs: fc.integer({ min: 0, max: 71 }).map((hour) => START_MS + hour * HOUR),
  origin: fc.constantFrom("a", "b"),
  target: fc.constantFrom("c", "d"),
  currency: fc.constantFrom("EUR", "USD", "JPY", "KWD"),
  amount: fc.integer({ min: 1, max: 9_999 }).map(String),
});

test("payments in any currencies, order and rates raise what those that were converted by hand raise", async () => {
  let alerts = 0;
  let dead = 0;
  await fc.assert(
    fc.asyncProperty(changes, fc.array(payment, { minLength: 1, maxLength: 60 }), async (days, payments) => {
      const rates: PlainRate[] = days.flatMap((listed, day) =>
        listed.map(([currency, text]) => ({
          currency,
          rate: text,
          fromMs: day === 0 ? 0 : START_MS + day * 24 * HOUR,
        })),
      );
      const converted = payments.flatMap(({ atMs, origin, target, currency, amount }) => {
        const inForce = currency === "EUR" ? "1" : plainRateAt(rates, currency, atMs);
        const cents = inForce === undefined ? 0n : plainCents(amount, inForce);
        if (cents === 0n) return [];
        return [
          `${new Date(atMs).toISOString()};${origin};${target};${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`,
        ];
      });
      const found = await detect(
        "json",
        payments.map((one) => JSON.stringify(one)),
        ratesText(days),
      );
      const expected = await detect("lines", converted, "");
      expect(sorted(found.alerts)).toEqual(sorted(expected.alerts));
      expect(found.linesRead).toBe(payments.length);
      const letters = [...found.deadLetters.values()].reduce((sum, count) => sum + count, 0);
      expect(letters).toBe(payments.length - converted.length);
      alerts += found.alerts.length;
      dead += letters;
    }),
    { numRuns: 60 },
  );
  expect(Math.min(alerts, dead)).toBeGreaterThan(20);
}, 120_000);

function ratesText([always, ...later]: [string, string][][]): string {
  const entries = (listed: [string, string][]) => listed.map(([currency, text]) => `, ${currency}: ${text}`).join("");
  const listed = later.map((one, i) => `{ from: 2026-01-0${i + 2}${entries(one)} }`).join(", ");
  return `rates: { base: EUR${entries(always)}, changes: [${listed}] }`;
}

async function detect(name: "json" | "lines", records: string[], rates: string) {
  const rulesFile = join(folder, `${name}.yaml`);
  writeFileSync(rulesFile, rates + RULES);
  const path = join(folder, name);
  writeFileSync(path, records.map((line) => `${line}\n`).join(""));
  const rules = readRules(rulesFile, 100);
  const limits = { maxFutureSkewMs: 300_000, maxRecordBytes: 65_536 };
  const format: InputFormat = name === "lines" ? { format: "lines" } : jsonWith(rules);
  const settings = { rules, early: false, restarts: false, allowedLatenessMs: 0, ...limits, format };
  return await detectInFile({ path, settings, disorderMs: 100 * 24 * HOUR, workers: 1 });
}

function jsonWith(rules: ReturnType<typeof readRules>): InputFormat {
  const known = rulesOf(rules).rates;
  if (known === undefined) throw new Error("no rates");
  const at = (path: string) => ({ path });
  const currency = { path: "/currency", rates: known };
  const timestamp = { path: "/atMs", as: "epoch-ms" as const };
  return {
    format: "json",
    fields: { timestamp, origin: at("/origin"), target: at("/target"), amount: at("/amount"), currency },
  };
}

function sorted(alerts: readonly object[]): string[] {
  return alerts.map((alert) => JSON.stringify(alert)).sort();
}
