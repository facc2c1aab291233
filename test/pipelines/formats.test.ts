import type { CsvFormat, JsonFormat } from "../../payment/formats/inputFormat";
import { createPaymentWriter } from "../../payment/formats/paymentWriter";
import { DEFAULT_RULES, readRules } from "../../pipelines/rulesOption";
import { at, tx } from "../transforms/payments";
import { detectInLines } from "./detectInLines";
import { lines, settings } from "./detection";

const JSON_FORMAT: JsonFormat = {
  format: "json",
  fields: {
    timestamp: { path: "/meta/t", as: "epoch-ms" },
    origin: { path: "/debtor/iban" },
    target: { path: "/creditor/iban" },
    amount: { path: "/amount" },
  },
};
const CSV_FORMAT: CsvFormat = {
  format: "csv",
  delimiter: ";",
  columns: ["booked", "from", "to", "eur"],
  fields: {
    timestamp: { path: "booked" },
    origin: { path: "from" },
    target: { path: "to" },
    amount: { path: "eur", as: "decimal-comma" },
  },
};
const PAYMENTS = [
  tx("a", "b", 6_000, at(0)),
  tx("a", "b", 5_000.25, at(1)),
  ...Array.from({ length: 6 }, (_, i) => tx(`p${i}`, "shop", 2_100, at(i))),
];
const byRules = {
  rules: readRules(DEFAULT_RULES, 100),
  early: false,
  restarts: false,
  allowedLatenessMs: 0,
  maxFutureSkewMs: 300_000,
  maxRecordBytes: 65_536,
};

test.each([
  ["one rule", settings()],
  ["the default rules", byRules],
])(
  "the pipeline raises the same alerts by %s whatever payments are written in, and says what is none",
  async (_, detection) => {
    const expected = await detectInLines(lines(PAYMENTS), detection);
    expect(expected.alerts.length).toBeGreaterThan(0);
    for (const format of [JSON_FORMAT, CSV_FORMAT]) {
      const records = PAYMENTS.map(createPaymentWriter(format)).map((text) => Buffer.from(text));
      const found = await detectInLines([...records, "{}"], { ...detection, format });
      expect(found.alerts).toEqual(expected.alerts);
      expect([...found.deadLetters.values()]).toEqual([1]);
    }
  },
);
