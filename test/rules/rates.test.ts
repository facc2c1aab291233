import { describe, expect, test } from "@jest/globals";
import { parseRuleSet } from "../../rules/ruleSet";

const RULES = `
rules:
  - { id: a, title: a, key: pair, window: { session: 10m }, when: total > 1 }
`;
const ratesIn = (text: string) => parseRuleSet(text + RULES, "f").rates;

describe("rates of a file", () => {
  test("are none where it has none", () => {
    expect(parseRuleSet(RULES, "f")).not.toHaveProperty("rates");
  });

  test("are kept as they are written, from the beginning and from days on", () => {
    const text = `
rates:
  base: EUR
  USD: 0.920000000000
  JPY: "0.0061"
  changes:
    - { from: 2026-01-01, USD: 0.91 }
    - { from: 2026-02-01, USD: 0.9, KWD: 3 }`;
    expect(ratesIn(text)).toEqual({
      base: "EUR",
      rates: {
        USD: [
          { fromMs: 0, rate: "0.920000000000" },
          { fromMs: Date.UTC(2026, 0, 1), rate: "0.91" },
          { fromMs: Date.UTC(2026, 1, 1), rate: "0.9" },
        ],
        JPY: [{ fromMs: 0, rate: "0.0061" }],
        KWD: [{ fromMs: Date.UTC(2026, 1, 1), rate: "3" }],
      },
    });
  });

  test("that are wrong are told all at once, with their places", () => {
    const text = `
rates:
  base: EUR
  EUR: 1
  USD: 0
  JPY: 1e-3
  XAU: 2000
  usd: 0.9
  GBP: []
  changes:
    - { from: 2026-02-01, CHF: -1 }
    - { from: 2026-02-01, CHF: 1 }
    - { from: 2026-02-30, CHF: 1 }
    - { CHF: 1 }`;
    const wrongRate = "expected a decimal above 0 with at most 12 digits before and behind the point";
    expect(problems(text.slice(1))).toEqual([
      "3:3: rates.EUR: found EUR, expected another currency than base, which needs no rate",
      `4:8: rates.USD: found 0, ${wrongRate}`,
      `5:8: rates.JPY: found 1e-3, ${wrongRate}`,
      "6:3: rates.XAU: found XAU, expected a currency of ISO 4217 such as USD",
      "7:3: rates.usd: found usd, expected a currency of ISO 4217 such as USD",
      "8:8: rates.GBP: found [], expected a rate such as 0.92",
      `10:32: rates.changes.0.CHF: found -1, ${wrongRate}`,
      "11:15: rates.changes.1.from: found 2026-02-01, expected a later day than that of the change before",
      "12:15: rates.changes.2.from: found 2026-02-30, expected a day such as 2026-01-31, after 1970-01-01",
      "13:7: rates.changes.3.from: found nothing, expected a day such as 2026-01-31",
    ]);
  });

  test.each(["JPY", "KWD"])("in %s are refused: rules count in hundredths", (base) => {
    expect(problems(`rates: { base: ${base} }`)).toEqual([
      `1:16: rates.base: found ${base}, expected a currency of two decimal digits, as rules count in hundredths`,
    ]);
  });

  test("need a base", () => {
    expect(problems("rates: { USD: 0.9 }")).toEqual([
      "1:8: rates.base: found nothing, expected a currency such as EUR",
    ]);
  });
});

function problems(text: string): string[] {
  try {
    ratesIn(text);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n").map((line) => line.replace(/^f:/, ""));
  }
}
