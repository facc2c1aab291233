import { createCsvReader } from "../../../payment/formats/csv";
import { columnProblems, columnsOf } from "../../../payment/formats/csvHeader";
import { splitRow } from "../../../payment/formats/csvRow";
import type { Fields } from "../../../payment/formats/inputFormat";
import { START_MS, tx } from "../../transforms/payments";

const NOW = Date.UTC(2030, 0, 1);
const FIELDS: Fields = {
  timestamp: { path: "booked" },
  origin: { path: "from" },
  target: { path: "to" },
  amount: { path: "eur", as: "decimal-comma" },
};
const COLUMNS = ["eur", "from", "note", "to", "booked"];
const TIME = "2026-03-02T09:00:00Z";

function read(row: string | Uint8Array, delimiter = ";") {
  return createCsvReader({ format: "csv", fields: FIELDS, delimiter, columns: COLUMNS }).read(row, NOW);
}

test("a row is read by the names of its columns, with and without quotes", () => {
  expect(read(`12,50;a;x;b;${TIME}`)).toEqual(tx("a", "b", 12.5, START_MS));
  expect(read(`"1.012,50";"a, ""x""";"; ";b;"${TIME}"`)).toEqual(tx('a, "x"', "b", 1012.5, START_MS));
  expect(read(`12\ta\t\tb\t${TIME}`, "\t")).toEqual(tx("a", "b", 12, START_MS));
});

test.each([
  [`12;a;b;${TIME}`, "field-count", "found 4 columns, expected 5: eur;from;note;to;booked"],
  ["", "field-count", "found 1 column,"],
  [`12;a;x;b;${TIME};`, "field-count", "found 6 columns"],
  [`12;a;"x;b;${TIME}`, "bad-csv", "found a quote that nothing closes at character 6"],
  [`12;a;"x"y;b;${TIME}`, "bad-csv", 'found "y;b;'],
  [`12;a;x"y;b;${TIME}`, "bad-csv", "at character 7"],
  [`12;;x;b;${TIME}`, "bad-account", "from: origin is empty"],
  [`12.5;a;x;b;${TIME}`, "bad-amount", 'eur: found "12.5"'],
  [`12;a;x;b;02.03.2026`, "bad-timestamp", "booked: found"],
  [`12;"a;b";x;b;${TIME}`, "bad-account", "semicolon"],
])("%s is refused as %s", (row, reason, detail) => {
  expect(read(row)).toMatchObject({ reason, detail: expect.stringContaining(detail) });
});

test("bytes that are not UTF-8 are refused", () => {
  expect(read(Buffer.from([0xff]))).toMatchObject({ reason: "invalid-utf8" });
});

test("cells are those that were written", () => {
  const cells = ["", "a", 'say "x"', ",", " b ", '"'];
  const row = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  const found: string[] = [];
  expect(splitRow(row, ",", (_, text) => found.push(text))).toBe(6);
  expect(found).toEqual(cells);
});

test("a header names the columns; what is missing or there twice is told", () => {
  expect(columnsOf(Buffer.from('eur,"from",to'), ",")).toEqual(["eur", "from", "to"]);
  expect(columnsOf('"eur', ",")).toContain("the header cannot be read");
  expect(columnProblems({ fields: FIELDS }, COLUMNS)).toEqual([]);
  expect(columnProblems({ fields: FIELDS }, ["eur", "eur", "from", "to"])).toEqual([
    expect.stringContaining('no column "booked" for timestamp'),
    expect.stringContaining('2 columns "eur" for amount'),
  ]);
});
