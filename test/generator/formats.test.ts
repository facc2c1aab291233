import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../config/readConfig";
import { checkOptions, program } from "../../generator/config";
import { linesFor } from "../../generator/lines";
import { createFileOutput } from "../../generator/output/fileOutput";
import { headerOf, writtenFormat } from "../../generator/writtenFormat";
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
