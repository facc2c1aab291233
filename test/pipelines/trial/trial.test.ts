import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../../config/readConfig";
import { formatTransaction, Malformed, parseTransaction } from "../../../payment/transaction";
import { checkFound } from "../../../pipelines/trial/checkFound";
import { patienceMs, trialOptions } from "../../../pipelines/trial/trialOptions";
import { isAlertOf, trialScheme } from "../../../pipelines/trial/trialScheme";
import { createAvroAlertWriter } from "../../../transforms/alertAvro";
import { alertOf } from "../../viewer/alerts";

function patience(...argv: string[]): number {
  const program = { usage: "", description: "", environmentPrefix: "T", options: trialOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("no help was asked for");
  return patienceMs(config.values);
}

test.each([0, 1, 999_999, 1_000_000, 1e14])(
  "a limit of %i cents is crossed by both payments, and by neither alone",
  (limit) => {
    const payments = trialScheme("a1", limit, 1_000);
    expect(payments.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBeGreaterThan(limit);
    if (limit > 0) for (const { amountCents } of payments) expect(amountCents).toBeLessThanOrEqual(limit);
    for (const payment of payments) {
      expect(parseTransaction(formatTransaction(payment), 1_000)).not.toBeInstanceOf(Malformed);
    }
  },
);

describe("the alert of the scheme", () => {
  const scheme = trialScheme("a1", 1_000_000, 0);
  const { origin, target } = scheme[0];

  test.each([[{ origin, target }], [{ origin }], [{ target }]])("is known by its accounts, here %j", (alert) => {
    expect(isAlertOf(scheme, JSON.stringify(alert))).toBe(true);
    const type = "streaming-fraud-detection.alert.v1";
    expect(isAlertOf(scheme, JSON.stringify({ specversion: "1.0", type, data: alert }))).toBe(true);
  });

  test("is known in Avro, too, by the accounts in its bytes", () => {
    const avro = (account: string) => String(createAvroAlertWriter(300)({ ...alertOf(), origin: account }));
    expect([isAlertOf(scheme, avro(origin)), isAlertOf(scheme, avro("3"))]).toEqual([true, false]);
  });

  test.each([
    ["an alert of others", JSON.stringify({ origin: "3", target: "7" })],
    ["one that only lists the account", JSON.stringify({ origin: "3", pairs: [origin] })],
    ["no JSON", "…"],
    ["a tombstone", ""],
  ])("is not %s", (_, value) => {
    expect(isAlertOf(scheme, value)).toBe(false);
  });
});

test("an early alert may take a minute, others that much longer than their session or window", () => {
  expect(patience()).toBe(60_000);
  expect(patience("--no-early", "--gap", "5m")).toBe(360_000);
  expect(patience("--window", "sliding", "--window-size", "2m")).toBe(180_000);
  expect(patience("--no-early", "--patience", "3s")).toBe(3_000);
});

describe("before payments are sent", () => {
  const folder = mkdtempSync(join(tmpdir(), "trial-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const check = (rule: string, early = true) => {
    const rules = join(folder, "rules.yaml");
    const gathered = "id: sums, title: Sums, severity: low, key: pair, window: { session: 10m }, when: total > 10000";
    writeFileSync(rules, `rules: [{ ${gathered}${rule} }]`);
    return () => checkFound(trialScheme("a1", 1_000_000, 1_000), { rules, maxEvidence: 100, early });
  };

  test("a rule that alerts of them at once lets them go", () => {
    expect(check("")).not.toThrow();
  });

  test.each([
    ["a job that tells no early alerts", "", false],
    ["a rule that is only tried out, whose alerts go elsewhere,", ", mode: shadow", true],
  ])("%s is said to answer in vain", (_, rule, early) => {
    expect(check(rule, early)).toThrow(/--rules: found no rule in .* that alerts at once of two payments/);
  });
});
