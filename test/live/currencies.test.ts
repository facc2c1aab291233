import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OutgoingRecord } from "../../kafka/producer";
import { parseTransaction, type Transaction } from "../../payment/transaction";
import { DEFAULT_RULES } from "../../pipelines/rulesOption";
import type { Stack } from "../../stack/createStack";
import type { Alert } from "../../transforms/alert";
import type { DeadLetterJson } from "../../transforms/deadLetterJson";
import { type PlainTable, plainCents, plainRateAt, plainRateIn } from "../payment/plainConversion";
import { PLAIN_DEFAULT_RULES } from "../rules/plainDefault";
import { fileOf } from "../rules/randomRules";
import { expectedOf } from "../rules/reference";
import { alertsFlow } from "./support/exactly";
import { stopWithSavepoint } from "./support/faults";
import { cancelJob, command, submit } from "./support/job";
import { eachPayment } from "./support/payments";
import { above, rule, session, sliding } from "./support/ruleChanges";
import { digestsOf, judgeRules } from "./support/rulesJudge";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

const COUNT = 20_000;
const PARTITIONS = 4;
const DAY_MS = 86_400_000;
const START_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - 31 * DAY_MS;
const CHANGE_MS = START_MS + 10 * DAY_MS;
const run = Date.now();

const DIGITS = { EUR: 2, USD: 2, JPY: 0, KWD: 3, GBP: 2 };
type Currency = keyof typeof DIGITS;
const RATES = [
  { currency: "USD", fromMs: 0, rate: "0.92" },
  { currency: "JPY", fromMs: 0, rate: "0.0061" },
  { currency: "USD", fromMs: CHANGE_MS, rate: "0.8875" },
  { currency: "KWD", fromMs: CHANGE_MS, rate: "3.05" },
];
const RATES_TEXT = `
rates:
  base: EUR
  USD: 0.92
  JPY: 0.0061
  changes: [{ from: ${new Date(CHANGE_MS).toISOString().slice(0, 10)}, USD: 0.8875, KWD: 3.05 }]
`;
const FIELDS = ["timestamp=/t:epoch-ms", "origin=/from", "target=/to", "amount=/sum/value", "currency=/sum/ccy"];

let stack: Stack;
let topics: Topics;

beforeAll(async () => {
  stack = createTestStack(["--slots", "6"]);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
});
afterAll(() => removeTestStack(stack));

interface Paid extends OutgoingRecord {
  /** In euros, by plain fractions; left out where no rate is for it, or it comes to less than half a cent. */
  converted?: Transaction;
}

type RateAt = (currency: Currency, atMs: number) => string | undefined;
const fileRateAt: RateAt = (ccy, atMs) => (ccy === "EUR" ? "1" : plainRateAt(RATES, ccy, atMs));

/** The same cents as minor units of one currency after the other. */
function inCurrency(line: OutgoingRecord, i: number, rateAt: RateAt = fileRateAt): Paid {
  const { timestampMs, origin, target, amountCents } = parseTransaction(String(line.value), Infinity) as Transaction;
  const ccy = (Object.keys(DIGITS) as Currency[])[i % 16 === 0 ? 4 : i % 4];
  const text = String(amountCents).padStart(DIGITS[ccy] + 1, "0");
  const value = DIGITS[ccy] === 0 ? String(amountCents) : `${text.slice(0, -DIGITS[ccy])}.${text.slice(-DIGITS[ccy])}`;
  const json = { t: timestampMs, from: origin, to: target, sum: { value, ccy } };
  const record = { key: line.key, value: JSON.stringify(json), timestampMs };
  const rate = rateAt(ccy, timestampMs);
  const cents = rate === undefined ? 0 : Number(plainCents(value, rate));
  if (cents === 0) return record;
  const payment: Transaction = { timestampMs, origin, target, amountCents: cents };
  return { ...record, converted: ccy === "EUR" ? payment : { ...payment, paid: `${value} ${ccy}` } };
}

test("a job converts by the rates of its rules, whole output against whole output, and tells both amounts", async () => {
  const names = await topics.create(`currencies-${run}`, PARTITIONS);
  const traffic = { count: COUNT, stepMs: (21 * DAY_MS) / COUNT, startMs: START_MS, disorderMs: 60_000 };
  const records = [...eachPayment({ ...traffic, seed: 1, accounts: 100 })].map((line, i) => inCurrency(line, i));
  await topics.send(
    names.transactions,
    records.map(({ converted, ...record }) => record),
  );
  const endMs = START_MS + 29 * DAY_MS;
  const closing = Array.from({ length: PARTITIONS }, (_, partition) => ({
    key: `closing${partition}`,
    value: JSON.stringify({ t: endMs, from: `closing${partition}`, to: "all", sum: { value: 1, ccy: "EUR" } }),
    timestamp: String(endMs),
    partition,
  }));
  await topics.sendRaw(names.transactions, closing);
  const rules = join(stack.settings.stateDir, "rules.yaml");
  writeFileSync(rules, `${readFileSync(DEFAULT_RULES, "utf8")}\n${RATES_TEXT}`);
  const format = ["--format", "json", ...FIELDS.flatMap((field) => ["--field", field])];
  const job = ["--parallelism", "2", "--checkpoint-interval", "2s", "--rules", rules, ...format];
  const id = await submit(stack.settings, names, job);
  await alertsFlow(topics, names.fraud, 1n);

  const payments = records.flatMap(({ converted }) => converted ?? []);
  const expected = digestsOf(expectedOf(PLAIN_DEFAULT_RULES, payments, 100).found);
  const verdict = await judgeRules(topics, [names.fraud], expected);
  console.table([verdict]);
  expect(verdict.expected).toBeGreaterThan(100);
  expect(verdict).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
  const alerts = (await topics.readAll(names.fraud)).map((text) => JSON.parse(text) as Alert);
  expect(new Set(alerts.map(({ currency }) => currency))).toEqual(new Set(["EUR"]));
  const originals = alerts.flatMap(({ transactions }) => transactions.flatMap((one) => one.currency ?? []));
  expect([...new Set(originals)].sort()).toEqual(["JPY", "KWD", "USD"]);
  await expectRefused(names.deadLetters, records);
  await cancelJob(stack.settings, id);
});

/** All that could not be converted, and nothing else, is a dead letter for that. */
async function expectRefused(topic: string, records: Paid[]): Promise<void> {
  const letters = (await topics.readAll(topic)).map((text) => JSON.parse(text) as DeadLetterJson);
  const refused = records.filter(({ converted }) => converted === undefined).map(({ value }) => String(value));
  const told = letters.filter(({ reason }) => /^(unknown-currency|bad-amount)$/.test(reason)).map(({ raw }) => raw);
  // After a restart a dead letter may come twice.
  expect([...new Set(told)].sort()).toEqual(refused.sort());
}

const LIVE_RULES = [
  rule("pair", { key: "pair", window: session(2), when: above("total", 9_000, true) }),
  rule("origin", { key: "origin", window: sliding(4, 2), when: above("total", 90_000, true) }),
];
const LIVE = { count: 12_000, perSecond: 300, leadMs: 6_000 };

test("rates are published while a job runs and stops: each payment is converted by the table in force at its time", async () => {
  const names = await topics.create(`rates-${run}`, PARTITIONS);
  const [rulesTopic, shadow] = [`rates-rules-${run}`, `rates-shadow-${run}`];
  await topics.createAll([rulesTopic], 1, { "message.timestamp.type": "LogAppendTime", "retention.ms": "-1" });
  await topics.createAll([shadow], 1);
  const brokers = `127.0.0.1:${stack.settings.ports.kafka}`;
  const publish = async (rates: Record<string, string>, ...when: string[]) => {
    const file = join(stack.settings.stateDir, "live-rates.yaml");
    writeFileSync(file, JSON.stringify({ ...JSON.parse(fileOf(LIVE_RULES)), rates: { base: "EUR", ...rates } }));
    const words = ["publish", file, "--brokers", brokers, "--rules-topic", rulesTopic, ...when];
    return await command("pipelines/rules.ts", words);
  };
  const soon = () => ["--effective-from", new Date(Date.now() + LIVE.leadMs).toISOString()];
  const start = (...more: string[]) =>
    submit(stack.settings, names, [
      ...["--parallelism", "2", "--checkpoint-interval", "2s", "--allowed-lateness", "10m"],
      ...["--rules-topic", rulesTopic, "--shadow-topic", shadow, "--format", "json"],
      ...FIELDS.flatMap((field) => ["--field", field]),
      ...more,
    ]);
  await publish({ USD: "0.92", JPY: "0.0061" });
  let id = await start();

  const { count, perSecond } = LIVE;
  const traffic = { seed: 2, count, stepMs: 1_000 / perSecond, startMs: Date.now(), accounts: 40, disorderMs: 300 };
  const lines = [...eachPayment(traffic)];
  const flow = topics.sendLive(
    names.transactions,
    lines.map((line, i) => inCurrency(line, i)).map(({ converted, ...record }) => record),
  );
  await publish({ USD: "0.8875", KWD: "3.05" }, ...soon());
  const other = { id: "rates", version: 3, effectiveFrom: new Date(Date.now() + LIVE.leadMs).toISOString() };
  const value = JSON.stringify({ ...other, rates: { base: "USD", EUR: "1.1" } });
  await topics.sendRaw(rulesTopic, [{ key: "rates", value, partition: 0 }]);
  id = await start("--from-savepoint", await stopWithSavepoint(stack, id));
  await publish({ USD: "0.8875", KWD: "3.05", JPY: "0.0059" }, ...soon());
  await flow;

  const tables = tablesOf(await topics.readAll(rulesTopic));
  const records = lines.map((line, i) => inCurrency(line, i, (ccy, atMs) => plainRateIn(tables, ccy, atMs)));
  const payments = records.flatMap(({ converted }) => converted ?? []);
  const spans = tables.map(({ fromMs }, i) =>
    payments.filter(({ timestampMs: ms }) => ms >= fromMs && ms < (tables[i + 1]?.fromMs ?? Number.POSITIVE_INFINITY)),
  );
  expect(spans.map(({ length }) => length > 500)).toEqual([true, true, true]);
  const verdict = await judgeRules(topics, [names.fraud], digestsOf(expectedOf(LIVE_RULES, payments, 100).found));
  console.table([verdict]);
  expect(verdict.expected).toBeGreaterThan(100);
  expect(verdict).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
  const alerts = (await topics.readAll(names.fraud)).map((text) => JSON.parse(text) as Alert);
  expect(new Set(alerts.map(({ currency }) => currency))).toEqual(new Set(["EUR"]));
  await expectRefused(names.deadLetters, records);
  const letters = (await topics.readAll(names.deadLetters)).map((text) => JSON.parse(text) as DeadLetterJson);
  const badRules = letters.filter(({ reason }) => reason === "bad-rule");
  expect(new Set(badRules.map(({ raw }) => raw))).toEqual(new Set([value]));
  await cancelJob(stack.settings, id);
});

/** The tables that lie on the topic of rules; those of another base than the first are none. */
function tablesOf(records: string[]): PlainTable[] {
  const listed = records
    .map((text) => JSON.parse(text))
    .filter(({ id, rates }) => id === "rates" && rates.base === "EUR");
  return listed.map(({ effectiveFrom, rates: { base, ...rates } }) => ({
    fromMs: effectiveFrom === "always" ? 0 : Date.parse(effectiveFrom),
    base,
    rates: Object.entries(rates).map(([currency, rate]) => ({ currency, rate: String(rate), fromMs: 0 })),
  }));
}
