import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulatedDay } from "../../../generator/simulatedDay";
import type { CsvFormat, Fields, InputFormat, JsonFormat } from "../../../payment/formats/inputFormat";
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
