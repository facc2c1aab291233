import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { JsonFormat } from "../../payment/formats/inputFormat";
import { createPaymentWriter } from "../../payment/formats/paymentWriter";
import type { Transaction } from "../../payment/transaction";
import { detectInText } from "../../pipelines/embedded/detectInText";
import { byStart } from "../../pipelines/embedded/found";
import { runShards } from "../../pipelines/embedded/runShards";
import type { RuleSetSettings } from "../../pipelines/judgeByRules";
import type { Alert } from "../../transforms/alert";
import { countedOnce } from "../rules/countedOnce";
import { payments } from "../rules/payments";
import { fileOf, type RandomRule, randomRules } from "../rules/randomRules";
import { expectedOf } from "../rules/reference";
import { expectedIn } from "../transforms/ruleAlerts";
import { detectInLines } from "./detectInLines";
import { settings as oneRule } from "./detection";

const TIMEOUT_MS = 120_000;
const numRuns = Number(process.env.RULES_RUNS ?? 60);
const HOUR_MS = 3_600_000;
const JSON_FORMAT: JsonFormat = {
  format: "json",
  fields: {
    timestamp: { path: "/t", as: "epoch-ms" },
    origin: { path: "/from" },
    target: { path: "/to" },
    amount: { path: "/amount" },
    id: { path: "/id" },
  },
};
const write = createPaymentWriter(JSON_FORMAT);

const folder = mkdtempSync(join(tmpdir(), "duplicates-"));
afterAll(() => rmSync(folder, { recursive: true }));

function byRules(rules: RandomRule[]): RuleSetSettings {
  return {
    rules: { file: "rules.yaml", text: fileOf(rules), maxEvidence: 100 },
    early: false,
    restarts: false,
    allowedLatenessMs: 0,
    maxFutureSkewMs: 300_000,
    maxRecordBytes: 65_536,
    format: JSON_FORMAT,
  };
}

/** All of them of one currency. */
const paidAlike = payments.map((all) => all.map(({ paid: _, ...payment }): Transaction => payment));

/** Payments, and the same with copies of those that have ids, in another order. */
const withCopies = fc
  .tuple(paidAlike, fc.array(fc.nat(), { maxLength: 12 }))
  .map(([all, again]) => ({
    all,
    copies: again.map((i) => all[i % all.length]).filter((one) => one?.id !== undefined),
  }))
  .chain(({ all, copies }) => {
    const each = [...all, ...copies];
    return fc.record({
      all: fc.constant(all),
      arrival: fc.shuffledSubarray(each, { minLength: each.length, maxLength: each.length }),
    });
  });

/** In a file, records have no time but that of their payments. */
const once = (arrival: Transaction[]) =>
  countedOnce(
    arrival.map((payment) => ({ payment, recordMs: payment.timestampMs })),
    HOUR_MS,
  );

test(
  "whatever the rules, the order and the copies: the alerts are those of the reference over payments that count once, here and on the DirectRunner",
  async () => {
    await fc.assert(
      fc.asyncProperty(randomRules, withCopies, async (rules, { arrival }) => {
        const settings = { ...byRules(rules), duplicatesWithinMs: HOUR_MS };
        const { counted, told } = once(arrival);
        const expected = expectedOf(rules, counted, 100).found;
        const records = arrival.map((payment) => Buffer.from(write(payment)));
        const inText = detectInText(records, settings);
        expect(expectedIn(inText.alerts)).toEqual(expected);
        expect(inText.linesRead).toBe(arrival.length);
        expect(inText.copies).toMatchObject({ duplicates: told.duplicates, conflictingIds: told.conflicts });
        const inPipeline = await detectInLines(records, settings);
        expect(inPipeline.alerts).toEqual(inText.alerts);
        expect(inPipeline.linesRead).toBe(arrival.length);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

test(
  "copies change nothing in what is found, to the last byte, by rules and by the one rule, and nor does the option without copies",
  async () => {
    await fc.assert(
      fc.asyncProperty(randomRules, withCopies, async (rules, { all, arrival }) => {
        const { counted } = once(all);
        const [some, more] = [counted, arrival].map((list) => list.map((payment) => Buffer.from(write(payment))));
        for (const settings of [byRules(rules), oneRule({ format: JSON_FORMAT })]) {
          const without = detectInText(some, settings);
          const looked = { ...settings, duplicatesWithinMs: HOUR_MS };
          for (const records of [some, more]) {
            const found = detectInText(records, looked);
            expect(JSON.stringify([found.alerts, found.windows])).toBe(
              JSON.stringify([without.alerts, without.windows]),
            );
            expect((await detectInLines(records, looked)).alerts).toEqual(without.alerts);
          }
        }
      }),
      { numRuns: numRuns / 2 },
    );
  },
  TIMEOUT_MS,
);

test("threads that share a file drop the same copies, and one of them counts all", async () => {
  const accounts = Array.from({ length: 40 }, (_, i) => `account-${i}`);
  const single: Transaction[] = Array.from({ length: 4_000 }, (_, i) => ({
    id: `p-${i}`,
    timestampMs: Date.UTC(2026, 2, 2, 9) + i * 1_000,
    origin: accounts[i % 40],
    target: accounts[(i * 7 + 1) % 40 === i % 40 ? (i + 1) % 40 : (i * 7 + 1) % 40],
    amountCents: 100_000 + i,
  }));
  const twice = single.flatMap((payment, i) => (i % 3 === 0 ? [payment, single[Math.max(0, i - 90)]] : [payment]));
  const fileWith = (name: string, all: Transaction[]) => {
    writeFileSync(join(folder, name), all.map((payment) => `${write(payment)}\n`).join(""));
    return join(folder, name);
  };
  const settings = oneRule({ format: JSON_FORMAT, grouping: "target", thresholdCents: 200_000 });
  const find = async (path: string, workers: number, duplicatesWithinMs?: number) => {
    const alerts: Alert[] = [];
    const wanted = { alerts: { ...settings, duplicatesWithinMs } };
    const run = { path, disorderMs: HOUR_MS, workers };
    const read = await runShards(run, wanted, (alert) => alerts.push(alert as Alert), 1);
    return { alerts: alerts.sort(byStart), copies: read.copies };
  };
  const expected = await find(fileWith("single", single), 1);
  expect(expected.alerts.length).toBeGreaterThan(20);
  expect(expected.copies).toBeUndefined();
  for (const workers of [1, 3]) {
    const found = await find(fileWith("twice", twice), workers, HOUR_MS);
    expect(found.alerts).toEqual(expected.alerts);
    expect(found.copies).toEqual({ duplicates: twice.length - single.length, conflictingIds: 0 });
  }
  expect((await find(join(folder, "twice"), 1)).alerts).not.toEqual(expected.alerts);
}, 60_000);
