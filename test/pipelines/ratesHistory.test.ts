import fc from "fast-check";
import { withHistory } from "../../pipelines/rulesHistoryOption";
import { rulesOf } from "../../transforms/rulesText";
import { type PlainTable, plainRateIn } from "../payment/plainConversion";
import {
  byHand,
  byId,
  detect,
  detectBothWays,
  fileOf,
  MAX_EVIDENCE,
  paidInCurrencies,
  recordOf,
  settingsWith,
  toldInCurrencies,
} from "./paidInCurrencies";
import { recordsOfTables, someTables } from "./ratesTables";

const session = { title: "sum", key: "pair", window: { session: "10m" }, when: "total > 100" };
const calendar = { title: "day", key: "target", window: { calendar: "1d" }, when: "count >= 3 && total > 50" };
const RULES = [
  { id: "sum", version: 1, effectiveFrom: "always", rule: session },
  { id: "day", version: 1, effectiveFrom: "always", rule: calendar },
  { id: "sum", version: 2, effectiveFrom: "2026-01-02T06:00:00Z", rule: { ...session, when: "total > 200" } },
].map((record) => JSON.stringify(record));

function rulesWith(tables: PlainTable[]) {
  const lines = [...RULES.slice(0, 2), ...recordsOfTables(tables), RULES[2]];
  const putAside: string[] = [];
  const history = fileOf("history.jsonl", lines.join("\n"));
  const rules = withHistory(undefined, history, MAX_EVIDENCE, (line) => putAside.push(line));
  expect(putAside).toEqual([]);
  return rules;
}

test("payments in any order, by any versions of rates, raise what those raise that were converted by hand by the table in force", async () => {
  let [alerts, dead, originals] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(someTables, paidInCurrencies, async (tables, payments) => {
      const { converted, paid } = byHand(payments, (currency, atMs) => plainRateIn(tables, currency, atMs));
      const rules = rulesWith(tables);
      const found = await detectBothWays(payments.map(recordOf), settingsWith(rules, rulesOf(rules).rates));
      const plain = await detect(converted, settingsWith(rulesWith([]), undefined));
      const expected = toldInCurrencies(plain.alerts, paid);
      for (const one of found) {
        expect(byId(one.alerts)).toEqual(byId(expected));
        const letters = [...one.deadLetters.values()].reduce((sum, count) => sum + count, 0);
        expect(letters).toBe(payments.length - converted.length);
        dead += letters;
      }
      alerts += expected.length;
      originals += expected.flatMap(({ transactions }) => transactions).filter((one) => "originalAmount" in one).length;
    }),
    { numRuns: 60 },
  );
  expect(Math.min(alerts, dead, originals)).toBeGreaterThan(20);
}, 240_000);
