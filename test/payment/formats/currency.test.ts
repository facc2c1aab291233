import fc from "fast-check";
import type { Rates } from "../../../payment/conversion";
import { createCsvReader } from "../../../payment/formats/csv";
import type { AmountForm, Fields } from "../../../payment/formats/inputFormat";
import { createJsonReader } from "../../../payment/formats/json";
import { Malformed } from "../../../payment/transaction";
import { plainCents, plainRateAt } from "../plainConversion";

const NOW = Date.UTC(2030, 0, 1);
const DAY = 86_400_000;
const RATES: Rates = {
  base: "EUR",
  rates: {
    USD: [
      { fromMs: 0, rate: "0.92" },
      { fromMs: Date.UTC(2026, 0, 2), rate: "0.5" },
    ],
    JPY: [{ fromMs: 0, rate: "0.0061" }],
    KWD: [{ fromMs: Date.UTC(2026, 0, 2), rate: "3.05" }],
  },
};

function fieldsWith(as: AmountForm, root = "/"): Fields {
  const at = (name: string) => ({ path: `${root}${name}` });
  const currency = { ...at("ccy"), rates: RATES };
  return { timestamp: at("t"), origin: at("a"), target: at("b"), amount: { ...at("amount"), as }, currency };
}

function read(amount: string, ccy: string | undefined, day = "2026-01-01T23:59:59.999Z", as: AmountForm = "decimal") {
  const json = `{"t":"${day}","a":"x","b":"y","amount":${amount}${ccy === undefined ? "" : `,"ccy":${ccy}`}}`;
  return createJsonReader({ format: "json", fields: fieldsWith(as) }).read(json, NOW);
}

test.each([
  ["12.5", '"EUR"', 1_250],
  ["12.5", '"USD"', 1_150],
  ["1000", '"JPY"', 610],
])("%s %s are %d cents", (amount, ccy, amountCents) => {
  expect(read(amount, ccy)).toMatchObject({ amountCents });
});

test("the rate is that of the payment's day in UTC, whatever its offset says", () => {
  expect(read("10", '"USD"', "2026-01-02T00:00:00Z")).toMatchObject({ amountCents: 500 });
  expect(read("10", '"USD"', "2026-01-02T00:59:59+01:00")).toMatchObject({ amountCents: 920 });
  expect(read("1.500", '"KWD"', "2026-01-02T00:00:00Z")).toMatchObject({ amountCents: 458 });
});

test("minor units are those of the currency", () => {
  expect(read("1000", '"JPY"', undefined, "cents")).toMatchObject({ amountCents: 610 });
  expect(read("1500", '"KWD"', "2026-01-02T00:00:00Z", "cents")).toMatchObject({ amountCents: 458 });
  expect(read('"1.000,50"', '"USD"', undefined, "decimal-comma")).toMatchObject({ amountCents: 92_046 });
});

test.each([
  ["12.5", '"GBP"', "unknown-currency", '/ccy: found "GBP", expected one that a rate is for on 2026-01-01'],
  ["12.5", '"KWD"', "unknown-currency", '/ccy: found "KWD", expected one that a rate is for on 2026-01-01'],
  ["12.5", '"XAU"', "unknown-currency", '/ccy: found "XAU", expected a currency of ISO 4217 such as EUR'],
  ["12.5", '"usd"', "unknown-currency", '/ccy: found "usd", expected a currency of ISO 4217 such as EUR'],
  ["12.5", '"__proto__"', "unknown-currency", '/ccy: found "__proto__", expected a currency'],
  ["12.5", '""', "unknown-currency", '/ccy: found "", expected a currency'],
  ["12.5", "978", "wrong-type", "/ccy: found a number, expected a currency: a text such as EUR"],
  ["12.5", "null", "missing-field", "/ccy: found null"],
  ["12.5", undefined, "missing-field", "/ccy: found nothing"],
  ["12.5", '"JPY"', "bad-amount", '/amount: found "12.5", expected an amount above 0 with at most 0 fraction digits'],
  ["1e3", '"USD"', "bad-amount", "/amount"],
  ["0", '"USD"', "bad-amount", "/amount"],
  ["-1", '"USD"', "bad-amount", "/amount"],
  ["999999999999999", '"USD"', "bad-amount", "/amount"],
  ["true", '"USD"', "wrong-type", "/amount"],
])("%s in %s is a dead letter %s", (amount, ccy, reason, detail) => {
  const found = read(amount, ccy);
  expect(found).toBeInstanceOf(Malformed);
  expect(found).toMatchObject({ reason, detail: expect.stringContaining(detail) });
});

test("what is less than half a cent of base is no amount", () => {
  const amounts = ["1", "2"].map((amount) => read(amount, '"JPY"'));
  expect(amounts).toEqual([expect.objectContaining({ amountCents: 1 }), expect.objectContaining({ amountCents: 1 })]);
  expect(read("0.01", '"USD"', "2026-01-02T00:00:00Z")).toMatchObject({ reason: "bad-amount" });
});

test("a row of CSV is converted alike", () => {
  const format = {
    format: "csv",
    delimiter: ";",
    fields: fieldsWith("decimal", ""),
    columns: ["t", "a", "b", "amount", "ccy"],
  } as const;
  const reader = createCsvReader({ ...format, columns: [...format.columns] });
  expect(reader.read("2026-01-01T00:00:00Z;x;y;1000;JPY", NOW)).toMatchObject({ amountCents: 610 });
  expect(reader.read("2026-01-01T00:00:00Z;x;y;1000;", NOW)).toMatchObject({ reason: "unknown-currency" });
});

test("any payments, in any currencies and days, are what plain fractions make of them", () => {
  const plain = Object.entries(RATES.rates).flatMap(([currency, dated]) =>
    dated.map(({ fromMs, rate = "" }) => ({ currency, fromMs, rate })),
  );
  const payment = fc.record({
    ccy: fc.constantFrom("EUR", "USD", "JPY", "KWD"),
    units: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 1e12 })),
    atMs: fc.integer({ min: Date.UTC(2026, 0, 1) - DAY, max: Date.UTC(2026, 0, 4) }),
  });
  fc.assert(
    fc.property(payment, ({ ccy, units, atMs }) => {
      const digits = { EUR: 2, USD: 2, JPY: 0, KWD: 3 }[ccy] as number;
      const text = String(units).padStart(digits + 1, "0");
      const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
      const found = read(amount, `"${ccy}"`, new Date(atMs).toISOString());
      const rate = ccy === "EUR" ? "1" : plainRateAt(plain, ccy, atMs);
      if (rate === undefined) expect(found).toMatchObject({ reason: "unknown-currency" });
      else if (plainCents(amount, rate) === 0n) expect(found).toMatchObject({ reason: "bad-amount" });
      else expect(found).toMatchObject({ amountCents: Number(plainCents(amount, rate)) });
    }),
    { numRuns: 2_000 },
  );
});
