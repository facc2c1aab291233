import { readConfig } from "../../config/readConfig";
import { parseTransaction, type Transaction } from "../../payment/transaction";
import { findInTopic } from "../../pipelines/backtest/onFlink/findInTopic";
import { topicRunOptions } from "../../pipelines/backtest/onFlink/topicRunOptions";
import { DEFAULT_RULES, readRules } from "../../pipelines/rulesOption";
import { detect } from "../../rules/detect";
import type { Finding } from "../../rules/finding";
import { addressFlags } from "../../stack/addressFlags";
import type { Stack } from "../../stack/createStack";
import { rulesOf } from "../../transforms/rulesText";
import { eachPayment } from "./support/payments";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

const FULL = process.env.LIVE_TESTS === "full";
const COUNT = FULL ? 2_000_000 : 60_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const PARTITIONS = 4;
const run = Date.now();

let stack: Stack;
let topics: Topics;

beforeAll(async () => {
  stack = createTestStack(5_900);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
});
afterAll(() => removeTestStack(stack));

function optionsOf(...flags: string[]) {
  const own = addressFlags(stack.settings).filter((_, i, all) => !/expansion-service/.test(all[i - (i % 2)]));
  const read = readConfig(
    { usage: "", description: "", environmentPrefix: "NONE", options: topicRunOptions },
    { argv: [...own, ...flags], environment: {} },
  );
  if ("help" in read) throw new Error("no options");
  return read.values;
}

/** What an alert of it says. */
const told = ({ weight, otherIds, facts, ...rest }: Finding) => ({ ...rest, totalCents: String(rest.totalCents) });

test(`the default rules on a range of a topic of ${COUNT} payments: what is found is what they find in the payments themselves`, async () => {
  const { transactions } = await topics.create(`backtest-${run}`, PARTITIONS);
  const startMs = Date.now() - 40 * DAY_MS;
  const records = [
    ...eachPayment({
      seed: 7,
      count: COUNT,
      accounts: COUNT / 20,
      stepMs: (30 * DAY_MS) / COUNT,
      startMs,
      disorderMs: 60_000,
    }),
  ];
  records.splice(COUNT / 2, 0, { key: "x", value: "no payment", timestampMs: records[COUNT / 2].timestampMs });
  await topics.send(transactions, records);
  const rules = readRules(DEFAULT_RULES, 100);
  const toMs = startMs + 25 * DAY_MS;
  const found = await findInTopic({
    topic: transactions,
    options: optionsOf("--to", new Date(toMs).toISOString()),
    rules,
    disorderMs: HOUR_MS,
    maxFutureSkewMs: 300_000,
    maxRecordBytes: 65_536,
  });
  const inRange = records.filter(({ timestampMs }) => timestampMs < toMs);
  const payments = inRange
    .map(({ value }) => parseTransaction(String(value), Date.now()))
    .filter((one): one is Transaction => "amountCents" in one);
  const expected = detect(rulesOf(rules), payments);
  expect(expected.length).toBeGreaterThan(100);
  expect(found.findings.map(told)).toEqual(expected.map(told));
  expect([...found.deadLetters]).toEqual([["field-count", 1]]);
});
