import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OutgoingRecord } from "../../kafka/producer";
import { parseTransaction, type Transaction } from "../../payment/transaction";
import { DEFAULT_RULES } from "../../pipelines/rulesOption";
import type { Stack } from "../../stack/createStack";
import type { Alert } from "../../transforms/alert";
import type { DeadLetterJson } from "../../transforms/deadLetterJson";
import { plainCents, plainRateAt } from "../payment/plainConversion";
import { PLAIN_DEFAULT_RULES } from "../rules/plainDefault";
import { expectedOf } from "../rules/reference";
import { alertsFlow } from "./support/exactly";
import { cancelJob, submit } from "./support/job";
import { eachPayment } from "./support/payments";
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

/** The same cents as minor units of one currency after the other. */
function inCurrency(line: OutgoingRecord, i: number): Paid {
  const { timestampMs, origin, target, amountCents } = parseTransaction(String(line.value), Infinity) as Transaction;
  const ccy = (Object.keys(DIGITS) as Currency[])[i % 16 === 0 ? 4 : i % 4];
  const text = String(amountCents).padStart(DIGITS[ccy] + 1, "0");
  const value = DIGITS[ccy] === 0 ? String(amountCents) : `${text.slice(0, -DIGITS[ccy])}.${text.slice(-DIGITS[ccy])}`;
  const json = { t: timestampMs, from: origin, to: target, sum: { value, ccy } };
  const record = { key: line.key, value: JSON.stringify(json), timestampMs };
  const rate = ccy === "EUR" ? "1" : plainRateAt(RATES, ccy, timestampMs);
  const cents = rate === undefined ? 0 : Number(plainCents(value, rate));
  if (cents === 0) return record;
  const payment: Transaction = { timestampMs, origin, target, amountCents: cents };
  return { ...record, converted: ccy === "EUR" ? payment : { ...payment, paid: `${value} ${ccy}` } };
}

test("a job converts by the rates of its rules, whole output against whole output, and tells both amounts", async () => {
  const names = await topics.create(`currencies-${run}`, PARTITIONS);
  const traffic = { count: COUNT, stepMs: (21 * DAY_MS) / COUNT, startMs: START_MS, disorderMs: 60_000 };
  const records = [...eachPayment({ ...traffic, seed: 1, accounts: 100 })].map(inCurrency);
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
  const letters = (await topics.readAll(names.deadLetters)).map((text) => JSON.parse(text) as DeadLetterJson);
  const refused = records.filter(({ converted }) => converted === undefined).map(({ value }) => String(value));
  const told = letters.filter(({ reason }) => /^(unknown-currency|bad-amount)$/.test(reason)).map(({ raw }) => raw);
  expect(told.sort()).toEqual(refused.sort());
  await cancelJob(stack.settings, id);
});
