import { createHash } from "node:crypto";
import { BREAKS } from "../../generator/faults/malformed";
import { foundBySessions } from "../../generator/schemes/foundBySessions";
import { simulatedDay } from "../../generator/simulatedDay";
import { createRandom } from "../../generator/traffic/random";
import {
  formatTransaction,
  LINE_REASONS,
  Malformed,
  parseTransaction,
  type Transaction,
} from "../../payment/transaction";

const startMs = Date.UTC(2017, 6, 23);
const RULE = { gapMs: 600_000, limitCents: 1_000_000 };

function digest(seed: string | number): string {
  const hash = createHash("sha256");
  for (const line of simulatedDay({ seed, startMs }).lines) hash.update(line).update("\n");
  return hash.digest("hex");
}

test("the same seed gives the same day byte for byte, another seed another one", () => {
  expect(digest(1)).toBe(digest(1));
  expect(digest(2)).not.toBe(digest(1));
});

test.each([1, 7, "fraud"])(
  "day %s has 20,000 lines in order of time, its schemes, and every kind of dead letter",
  (seed) => {
    const day = simulatedDay({ seed, startMs });
    const parsed = [...day.lines].map((line) =>
      typeof line === "string" ? parseTransaction(line, startMs + 30 * 3_600_000) : new Malformed("invalid-utf8", ""),
    );
    expect(parsed).toHaveLength(20_000);
    const payments = parsed.filter((result): result is Transaction => !(result instanceof Malformed));
    expect(payments).toEqual(payments.toSorted((a, b) => a.timestampMs - b.timestampMs));
    const texts = new Set(payments.map((payment) => JSON.stringify(payment)));
    for (const { transactions } of day.schemes) {
      for (const payment of transactions) expect(texts).toContain(JSON.stringify(payment));
    }
    const reasons = parsed.filter((result) => result instanceof Malformed).map(({ reason }) => reason);
    expect(new Set(reasons)).toEqual(new Set(LINE_REASONS));
    expect(reasons).toHaveLength([...day.malformed.values()].reduce((sum, count) => sum + count, 0));
  },
);

test.each([1, 7, "fraud"])("on day %s the pairs that sessions show are those of the schemes marked found", (seed) => {
  const day = simulatedDay({ seed, startMs });
  const pairs = new Map<string, Transaction[]>();
  for (const line of day.lines) {
    const payment = typeof line === "string" ? parseTransaction(line, startMs + 30 * 3_600_000) : undefined;
    if (payment === undefined || payment instanceof Malformed) continue;
    const pair = `${payment.origin};${payment.target}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), payment]);
  }
  const shown = [...pairs].filter(([, payments]) => foundBySessions(payments, RULE)).map(([pair]) => pair);
  const planted = day.schemes.filter(({ found }) => found).map(({ accounts }) => accounts.join(";"));
  expect(shown.toSorted()).toEqual(planted.toSorted());
  expect(planted).toHaveLength(13);
});

test("a rich day is the same for the same seed, in order of time, of one day, with its schemes and habits", () => {
  const linesOf = () => [...simulatedDay({ seed: 1, startMs, rich: true }).lines].map(String);
  const lines = linesOf();
  expect(lines).toEqual(linesOf());
  expect(lines).toHaveLength(20_000);
  const payments = lines
    .map((line) => parseTransaction(line, startMs + 86_400_000))
    .filter((result): result is Transaction => !(result instanceof Malformed));
  expect(payments).toEqual(payments.toSorted((a, b) => a.timestampMs - b.timestampMs));
  const { schemes } = simulatedDay({ seed: 1, startMs, rich: true });
  expect(new Set(schemes.map(({ kind }) => kind)).size).toBe(16);
  expect(Math.max(...schemes.map(({ lastAt }) => lastAt))).toBeLessThan(startMs + 86_400_000);
  const texts = new Set(lines);
  for (const { transactions } of schemes)
    for (const payment of transactions) expect(texts).toContain(formatTransaction(payment));
});

test("every way to break a line is refused for the reason it claims", () => {
  const payment = { timestampMs: startMs, origin: "ACC-1", target: "ACC-2", amountCents: 1_250 };
  for (const [reason, breakLine] of BREAKS) {
    const line = breakLine(payment);
    if (typeof line !== "string") {
      expect(reason).toBe("invalid-utf8");
      expect(() => new TextDecoder("utf-8", { fatal: true }).decode(line)).toThrow();
    } else expect(parseTransaction(line, startMs + 1)).toMatchObject({ reason });
  }
});

test("draws are spread evenly and normally", () => {
  const random = createRandom(1, "test");
  const uniform = Array.from({ length: 20_000 }, () => random.integer(0, 9));
  for (let digit = 0; digit < 10; digit++) {
    expect(uniform.filter((drawn) => drawn === digit).length).toBeGreaterThan(1_800);
  }
  const normal = Array.from({ length: 20_000 }, () => random.normal());
  expect(Math.abs(normal.reduce((sum, drawn) => sum + drawn, 0) / 20_000)).toBeLessThan(0.03);
  expect(normal.filter((drawn) => Math.abs(drawn) < 1).length / 20_000).toBeCloseTo(0.683, 1);
});
