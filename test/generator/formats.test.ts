import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../config/readConfig";
import { checkOptions, program } from "../../generator/config";
import { linesFor } from "../../generator/lines";
import { createFileOutput } from "../../generator/output/fileOutput";
import { headerOf, writtenFormat } from "../../generator/writtenFormat";
import { createAvroReader } from "../../payment/formats/avro/avroReader";
import { createAvroWriter, PAYMENT_SCHEMA } from "../../payment/formats/avro/avroWriter";
import { createPaymentReader } from "../../payment/formats/paymentReader";
import type { Transaction } from "../../payment/transaction";

const folder = mkdtempSync(join(tmpdir(), "generator-formats-"));
afterAll(() => rmSync(folder, { recursive: true }));

function optionsOf(text: string) {
  const config = readConfig(program, { argv: `--out - --count 20 ${text}`.trim().split(" "), environment: {} });
  if ("help" in config) throw new Error("unexpected help");
  return config.values;
}

test.each([
  "--format json",
  "--format json --field timestamp=/meta/t:epoch-ms --field amount=/amount:cents",
  "--format csv --csv-delimiter ; --field amount=eur:decimal-comma",
])("%s: the same payments as in lines", (text) => {
  const options = optionsOf(text);
  const reader = createPaymentReader(writtenFormat(options));
  const payments = [...linesFor(options, 0)].map(({ value }) => reader.read(value, 1e12));
  expect(payments).toEqual([...linesFor(optionsOf(""), 0)].map(({ transaction }) => transaction));
});

test.each(["--format json --field id=/meta/id", "--format csv --field id=reference"])(
  "%s: each payment has an id of its own, a copy that of its payment",
  (text) => {
    const options = optionsOf(`${text} --duplicates 50% --count 400`);
    const reader = createPaymentReader(writtenFormat(options));
    const lines = [...linesFor(options, 0)];
    const read = lines.map(({ value }) => reader.read(value, 1e12) as Transaction);
    expect(read).toEqual(lines.map(({ transaction }) => transaction));
    const contents = new Map(read.map(({ id, ...payment }) => [id, JSON.stringify(payment)]));
    expect(contents.size).toBe(lines.filter(({ payment }) => payment !== undefined).length);
    expect(read.every(({ id, ...payment }) => contents.get(id) === JSON.stringify(payment))).toBe(true);
    const idsOf = (more: string, startMs: number) =>
      [...linesFor(optionsOf(`${text} ${more}`), startMs)].map(({ transaction }) => transaction?.id);
    expect(idsOf("", 0)).toEqual(idsOf("", 0));
    expect(new Set([...idsOf("", 0), ...idsOf("", 1), ...idsOf("--seed 2", 0)]).size).toBe(60);
  },
);

const CURRENCIES = "--accounts 40 --currencies EUR,USD=0.92,JPY=0.0062,KWD=3.02 --count 2000";

describe("payments in several currencies", () => {
  const inBase = [...linesFor(optionsOf("--accounts 40 --count 2000"), 0)].map(({ transaction }) => transaction);

  test.each([
    "--format json --field currency=/ccy",
    "--format json --field currency=/ccy --field amount=/amount:cents",
    "--format csv --field currency=ccy --field amount=sum:decimal-comma",
  ])("%s: are read back to the cent by the same rates", (text) => {
    const options = optionsOf(`${text} ${CURRENCIES}`);
    const reader = createPaymentReader(writtenFormat(options));
    const lines = [...linesFor(options, 0)];
    const read = lines.map(({ value }) => reader.read(value, 1e12) as Transaction);
    expect(read).toEqual(lines.map(({ transaction }) => transaction));
    expectCurrencies(read);
  });

  test("are read back from Avro, whose amounts have two digits", () => {
    const options = optionsOf(`--format avro --schema-registry http://r --brokers k:1 ${CURRENCIES}`);
    const registry = { url: "http://registry" };
    const rates = options.currencies;
    if (rates === undefined) throw new Error("no rates");
    const place = (path: string) => ({ path });
    const fields = {
      ...{ timestamp: place("/timestamp"), origin: place("/origin"), target: place("/target") },
      ...{ amount: place("/amount"), id: place("/id"), currency: { ...place("/currency"), rates } },
    };
    const reader = createAvroReader({ format: "avro", fields, registry }, () => ({
      ...{ type: "AVRO", text: JSON.stringify(PAYMENT_SCHEMA), references: [] },
    }));
    const lines = [...linesFor(options, 0, createAvroWriter(1, rates.base))];
    const read = lines.map(({ value }) => reader.read(value, 1e12) as Transaction);
    expect(read).toEqual(lines.map(({ transaction }) => transaction));
    expectCurrencies(read.map(({ id, ...payment }) => payment));
    expect(read.filter(({ paid }) => paid?.endsWith(" KWD")).every(({ paid }) => /0 KWD$/.test(paid ?? ""))).toBe(true);
  });

  /** Each account pays in one of them, no amount is more than it was, nor less by more than one unit and its rounding. */
  function expectCurrencies(read: Transaction[]): void {
    const codeOf = ({ paid }: Transaction) => paid?.split(" ")[1] ?? "EUR";
    const byAccount = new Map(read.map((payment) => [payment.origin, codeOf(payment)]));
    expect(read.every((payment) => codeOf(payment) === byAccount.get(payment.origin))).toBe(true);
    expect(new Set(byAccount.values())).toEqual(new Set(["EUR", "USD", "JPY", "KWD"]));
    for (const [i, payment] of read.entries()) {
      const before = inBase[i] as Transaction;
      expect(payment).toMatchObject({ timestampMs: before.timestampMs, origin: before.origin, target: before.target });
      expect(before.amountCents - payment.amountCents).toBeGreaterThanOrEqual(0);
      expect(before.amountCents - payment.amountCents).toBeLessThanOrEqual(4);
    }
  }

  test.each([
    ["--currencies EUR", /--currencies: found "EUR", expected a currency and others with their rates/],
    ["--currencies JPY,USD=2", /expected a first currency of two decimal digits/],
    ["--currencies EUR,XXX=2", /expected currencies of ISO 4217/],
    ["--currencies EUR,EUR=1", /expected each currency once/],
    ["--currencies EUR,USD=0", /expected rates above 0/],
  ])("%s is refused", (text, sentence) => {
    expect(() => optionsOf(text)).toThrow(sentence);
  });

  test("need a place in what is written, and a place needs them", () => {
    expect(() => checkOptions(optionsOf("--currencies EUR,USD=0.92"), 0)).toThrow(/^--currencies: needs a place/);
    expect(() => checkOptions(optionsOf("--format json --field currency=/ccy"), 0)).toThrow(
      /expected none without --currencies/,
    );
  });
});

test("a file of CSV begins with a header, which is no line that was delivered", async () => {
  const options = optionsOf("--format csv --field amount=eur");
  const path = join(folder, "payments.csv");
  const output = createFileOutput(path, () => {}, headerOf(writtenFormat(options)));
  for (const line of linesFor(options, 0)) await output.write(line);
  await output.flush();
  await output.close();
  expect(output.delivered).toBe(20);
  const lines = readFileSync(path, "utf8").split("\n");
  expect(lines[0]).toBe("timestamp,origin,target,eur");
  expect(lines).toHaveLength(22);
});

test("other time zones are for lines only", () => {
  expect(() => checkOptions(optionsOf("--format json --offsets 10%"), 1e15)).toThrow(
    "--offsets: only with --format lines",
  );
});
