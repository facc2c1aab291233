import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipelineProto } from "../../beam/flink/submit/pipelineProto";
import { inputFormat } from "../../payment/formats/formatOptions";
import { createPaymentReader } from "../../payment/formats/paymentReader";
import { createPaymentWriter } from "../../payment/formats/paymentWriter";
import { runBacktest } from "../../pipelines/backtest/runBacktest";
import { checkRecords } from "../../pipelines/doctor/checkRecords";
import { definePipeline } from "../../pipelines/job/definePipeline";
import { fingerprint } from "../../pipelines/keeper/fingerprint";
import { ratesFor, ratesNow } from "../../pipelines/ratesFor";
import { trialScheme } from "../../pipelines/trial/trialScheme";
import { optionsOf } from "./backtest/archive";
import { keeperSettings } from "./keeper/keeperSettings";
import { createFakeTopic } from "./rules/fakeTopic";
import { submissionSettings } from "./submissionSettings";

const folder = mkdtempSync(join(tmpdir(), "rates-"));
afterAll(() => rmSync(folder, { recursive: true }));

const AT_MS = Date.UTC(2026, 0, 5);
const CURRENCY = ["--format", "json", "--field", "currency=/ccy"];
const RULES = `
rules:
  - { id: sum, title: Sum, key: pair, window: { session: 10m }, when: total > 1000 }`;

function rulesWith(rates: string): string {
  const file = join(folder, "rules.yaml");
  writeFileSync(file, `${rates}${RULES}`);
  return file;
}

const rulesFile = () => rulesWith("rates: { base: EUR, JPY: 0.0061 }");

test.each([
  ["no file of rules", [], 'found "currency=/ccy", expected a file of --rules with rates'],
  ["rules without rates", ["--rules", "default"], 'found "currency=/ccy", expected a file of --rules with rates'],
])("a job with %s refuses currencies in one line", async (_, argv, line) => {
  await expect(payloadsOf(...CURRENCY, ...argv)).rejects.toThrow(`--field: ${line}`);
});

test("those of a topic of rules come with the payments: the job knows that they will, and no more", async () => {
  const payloads = await payloadsOf(...CURRENCY, "--rules-topic", "fraud-rules");
  expect(payloads.filter((text) => text.includes('"/ccy"'))).toHaveLength(1);
  expect(payloads.filter((text) => text.includes('"convertsLive"'))).toHaveLength(1);
  const without = await payloadsOf("--format", "json", "--rules-topic", "fraud-rules");
  expect(without.filter((text) => /"currency":|"convertsLive"/.test(text))).toEqual([]);
});

test("who writes or shows payments takes them from the topic as it is then", async () => {
  const { topic, put } = createFakeTopic({ nowMs: AT_MS });
  const asked = { field: { currency: { path: "ccy" } }, rulesTopic: "fraud-rules" };
  expect(await ratesNow(asked, topic)).toBeNull();
  put(JSON.stringify({ id: "rates", version: 1, effectiveFrom: "always", rates: { base: "EUR", USD: "0.9" } }));
  expect(await ratesNow(asked, topic)).toEqual({ base: "EUR", rates: { USD: [{ fromMs: 0, rate: "0.9" }] } });
  expect(await ratesNow({ field: undefined, rulesTopic: "fraud-rules" }, topic)).toBeUndefined();
});

test("rates travel with a job that maps a currency, and with no other", async () => {
  const rules = rulesFile();
  const withCurrency = await payloadsOf("--rules", rules, ...CURRENCY);
  expect(withCurrency.filter((text) => text.includes('"value":"0.0061"'))).toHaveLength(1);
  expect(withCurrency.filter((text) => text.includes('"currency":'))).toHaveLength(2);
  const without = await payloadsOf("--rules", rules, "--format", "json");
  expect(without.filter((text) => /"value":"0.0061"|"currency":/.test(text))).toEqual([]);
});

/** What the functions of a job are given, as text. */
async function payloadsOf(...argv: string[]): Promise<string[]> {
  const { components } = await pipelineProto(definePipeline(submissionSettings(...argv), "earliest"));
  return Object.values(components?.transforms ?? {}).map(({ spec }) => Buffer.from(spec?.payload ?? []).toString());
}

test("other rates make another job, whatever keeps it", () => {
  const of = (rates: string) => fingerprint(keeperSettings("--rules", rulesWith(rates), ...CURRENCY), "1");
  const before = of("rates: { base: EUR, JPY: 0.0061 }");
  expect(of("rates: { base: EUR, JPY: 0.0062 }")).not.toBe(before);
  expect(of("rates: { base: EUR, JPY: 0.0061 }")).toBe(before);
});

test.each([["json"], ["csv"]])("a trial sends payments in base, written in %s", (name) => {
  const columns = name === "csv" ? ["--csv-columns", "timestamp,origin,target,amount,ccy"] : [];
  const field = name === "csv" ? "currency=ccy" : "currency=/ccy";
  const argv = ["--format", name, "--field", field, ...columns, "--rules", rulesFile()];
  const settings = submissionSettings(...argv);
  const format = inputFormat(settings, { headers: false, rates: ratesFor(settings) });
  const [payment] = trialScheme("a1", 1_000_000, AT_MS);
  const written = createPaymentWriter(format)(payment);
  expect(written).toMatch(/EUR/);
  expect(createPaymentReader(format).read(written, AT_MS)).toEqual(payment);
});

test("the doctor shows what records are converted from, and which are in no currency that has a rate", async () => {
  const settings = submissionSettings("--rules", rulesFile(), ...CURRENCY, "--field", "timestamp=/t:epoch-ms");
  const format = inputFormat(settings, { headers: false, rates: ratesFor(settings) });
  const records = ["JPY", "USD", "EUR"].map((ccy) => ({
    value: Buffer.from(JSON.stringify({ t: AT_MS, origin: "a", target: "b", amount: "200000", ccy })),
    timestampMs: AT_MS,
  }));
  const clock = { eventTime: "record" as const, allowedLateness: 60_000, maxOutOfOrderness: 0 };
  const findings = await checkRecords(() => Promise.resolve(records), format, clock, 1_000);
  expect(findings.map(({ text }) => text)).toEqual([
    "record 1 of 3 is understood as 2026-01-05T00:00:00.000Z;a;b;1220, converted from 200000 JPY",
    'record 2 of 3 is no payment, unknown-currency: /ccy: found "USD", expected one that a rate is for on 2026-01-05',
    "record 3 of 3 is understood as 2026-01-05T00:00:00.000Z;a;b;200000",
  ]);
});

test("a backtest judges converted amounts, also by rules without rates that it is held against", async () => {
  const input = join(folder, "payments.jsonl");
  const payments = ["100000", "100000"].map((amount, i) => ({
    ...{ timestamp: new Date(AT_MS + i).toISOString(), origin: "a", target: "b", amount, ccy: "JPY" },
  }));
  writeFileSync(input, payments.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const against = join(folder, "against.yaml");
  writeFileSync(against, RULES.replace("1000", "2000"));
  const argv = ["--input", input, "--rules", rulesFile(), "--against", against, ...CURRENCY];
  const { tried, against: other } = await runBacktest(optionsOf(...argv));
  expect([tried.all.alerts.count, other?.all.alerts.count]).toEqual([1, 0]);
  expect(tried.all.amount).toBe("1220");
});
