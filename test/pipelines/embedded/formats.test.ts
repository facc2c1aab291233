import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulatedDay } from "../../../generator/simulatedDay";
import type { CsvFormat, Fields, InputFormat, JsonFormat, TextFormat } from "../../../payment/formats/inputFormat";
import { createPaymentWriter } from "../../../payment/formats/paymentWriter";
import { Malformed, parseTransaction, type Transaction } from "../../../payment/transaction";
import { detectInFile } from "../../../pipelines/embedded/detectInFile";
import { runShards } from "../../../pipelines/embedded/runShards";
import { DEFAULT_RULES, readRules } from "../../../pipelines/rulesOption";
import type { DeadLetter } from "../../../transforms/recordParser";

const folder = mkdtempSync(join(tmpdir(), "formats-"));
afterAll(() => rmSync(folder, { recursive: true }));

const START_MS = Date.UTC(2026, 0, 5);
const JSON_FIELDS: Fields = {
  timestamp: { path: "/meta/t", as: "epoch-ms" },
  origin: { path: "/debtor/account/iban" },
  target: { path: "/creditor/account/iban" },
  amount: { path: "/amount" },
};
const CSV: CsvFormat = {
  format: "csv",
  delimiter: ";",
  fields: {
    timestamp: { path: "booked" },
    origin: { path: "from" },
    target: { path: "to" },
    amount: { path: "eur", as: "decimal-comma" },
  },
};
const COLUMNS = ["eur", "from", "note", "to", "booked"];

function settingsIn(format: InputFormat) {
  const rules = readRules(DEFAULT_RULES, 100);
  const limits = { maxFutureSkewMs: 300_000, maxRecordBytes: 65_536 };
  return { rules, early: false, restarts: false, allowedLatenessMs: 0, ...limits, format };
}

function fileWith(name: string, lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  return path;
}

const ONE_RUN = { disorderMs: 7_200_000, workers: 1 };

test("the same payments as lines, JSON and CSV raise the same alerts by the default rules, on one thread and on two", async () => {
  const lines = [...simulatedDay({ seed: 3, startMs: START_MS, rich: true }).lines];
  const payments = lines
    .map((line) => (typeof line === "string" ? parseTransaction(line, START_MS + 1e9) : undefined))
    .filter((read): read is Transaction => read !== undefined && !(read instanceof Malformed));
  const expected = await detectInFile({
    ...ONE_RUN,
    path: fileWith("lines", payments.map(createPaymentWriter({ format: "lines" }))),
    settings: settingsIn({ format: "lines" }),
  });
  expect(expected.alerts.length).toBeGreaterThan(20);
  const json: JsonFormat = { format: "json", fields: JSON_FIELDS };
  const rows = payments.map(createPaymentWriter({ ...CSV, columns: COLUMNS }));
  for (const [path, format] of [
    [fileWith("json", payments.map(createPaymentWriter(json))), json],
    [fileWith("csv", [COLUMNS.join(";"), ...rows]), CSV],
  ] as const) {
    const settings = settingsIn(format);
    const found = await detectInFile({ ...ONE_RUN, path, settings });
    expect(found).toEqual(expected);
    expect(found.linesRead).toBe(payments.length);
  }
  const alerts: object[] = [];
  const threads = { ...ONE_RUN, path: join(folder, "csv"), workers: 2 };
  await runShards(threads, { alerts: settingsIn(CSV) }, (alert) => alerts.push(alert), 1);
  expect(new Set(alerts.map(textOf))).toEqual(new Set(expected.alerts.map(textOf)));
}, 120_000);

test.each<[string, InputFormat, string[]]>([
  ["json", { format: "json", fields: { ...JSON_FIELDS, id: { path: "/id" } } }, []],
  ["csv", { ...CSV, fields: { ...CSV.fields, id: { path: "note" } } }, COLUMNS],
])("ids of payments in %s come back with them in alerts, which are the same else", async (name, format, columns) => {
  const lines = [...simulatedDay({ seed: 3, startMs: START_MS, rich: true }).lines];
  const payments = lines
    .map((line) => (typeof line === "string" ? parseTransaction(line, START_MS + 1e9) : undefined))
    .filter((read): read is Transaction => read !== undefined && !(read instanceof Malformed))
    // Some have none.
    .map((payment, i) => (i % 7 === 0 ? payment : { ...payment, id: `payment ${i} "€"` }));
  const expected = await detectInFile({
    ...ONE_RUN,
    path: fileWith(`${name}-lines`, payments.map(createPaymentWriter({ format: "lines" }))),
    settings: settingsIn({ format: "lines" }),
  });
  const written = payments.map(createPaymentWriter({ ...format, columns } as TextFormat));
  const path = fileWith(`${name}-ids`, columns.length > 0 ? [columns.join(";"), ...written] : written);
  const found = await detectInFile({ ...ONE_RUN, path, settings: settingsIn(format) });
  const listed = found.alerts.flatMap(({ transactions }) => transactions);
  expect(listed.filter(({ id }) => id !== undefined).length).toBeGreaterThan(listed.length / 2);
  const byId = new Map(payments.map((payment) => [payment.id, payment]));
  for (const { id, timestamp, origin, target } of listed) {
    if (id === undefined) continue;
    expect(byId.get(id)).toMatchObject({ timestampMs: Date.parse(timestamp), origin, target });
  }
  const withoutIds = found.alerts.map((alert) => ({
    ...alert,
    transactions: alert.transactions.map(({ id: _, ...payment }) => payment),
  }));
  expect(withoutIds).toEqual(expected.alerts);
});

const textOf = (alert: object) => JSON.stringify(alert);

test("dead letters of a file with a header tell its lines, and the first record is told as it was understood", async () => {
  const path = fileWith("few", [
    "\ufeffbooked,from,to,eur\r",
    "2026-01-05T09:00:00Z,a,b,x\r",
    "2026-01-05T09:00:00Z,a,b,1",
  ]);
  const letters: DeadLetter[] = [];
  const firsts: object[] = [];
  const format = { ...CSV, delimiter: "," };
  const found = await detectInFile({
    ...ONE_RUN,
    path,
    settings: settingsIn(format),
    onDeadLetter: (letter) => letters.push(letter),
    onFirst: (first) => firsts.push(first),
  });
  expect(found.linesRead).toBe(2);
  expect(letters).toMatchObject([{ reason: "bad-amount", line: 2, detail: expect.stringContaining('eur: found "x"') }]);
  expect(Buffer.from(letters[0].value).toString()).toBe("2026-01-05T09:00:00Z,a,b,x");
  expect(firsts).toEqual(letters.map((letter) => ({ ...letter, value: expect.anything() })));
});

test("a file whose header lacks a column is no input", async () => {
  const run = { ...ONE_RUN, path: fileWith("other", ["booked;from;to", "x"]), settings: settingsIn(CSV) };
  await expect(detectInFile(run)).rejects.toThrow(
    '--input: found no column "eur" for amount among "booked", "from", "to"; --field amount=COLUMN names another one',
  );
  await expect(detectInFile({ ...run, path: fileWith("empty", []) })).rejects.toThrow("--input: found no column");
});
