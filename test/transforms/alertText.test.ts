import { expect, test } from "@jest/globals";
import { alertText, printable } from "../../transforms/alertText";
import { alertOf } from "../viewer/alerts";

test("an alert reads as the original demo printed it", () => {
  const startMs = 1_520_473_023_000;
  const transactions = [
    { timestamp: new Date(startMs).toISOString(), origin: "3", target: "7", amount: "5857" },
    { timestamp: new Date(1_520_473_099_000).toISOString(), origin: "3", target: "7", amount: "17740" },
  ];
  const windowEnd = new Date(1_520_473_325_000).toISOString();
  expect(alertText(alertOf({ startMs, overrides: { transactions, windowEnd, totalAmount: "23597" } }))).toBe(
    `Detected Fraud: TransactionAggregate {startTimestamp=1520473023000, endTimestamp=1520473325000, totalAmount=23597:
Transaction{timestamp=1520473023000, origin=3, target='7', amount=5857}
Transaction{timestamp=1520473099000, origin=3, target='7', amount=17740}}`,
  );
});

test("a capped alert ends with a line that says how many more there are", () => {
  const lastLine = (more: number) =>
    alertText(alertOf({ cents: [1, 2], overrides: { count: 2 + more } }))
      .split("\n")
      .at(-1);
  expect(lastLine(1)).toBe("... and 1 more transaction}");
  expect(lastLine(98)).toBe("... and 98 more transactions}");
});

test("names that could forge a line or steer a terminal are shown escaped, others as they are", () => {
  expect(printable("a\nb\u001b[31m\0\u007f\u0085")).toBe("a\\u000ab\\u001b[31m\\u0000\\u007f\\u0085");
  expect(printable("\u202eabc\u2028\u200f\ufeff\ud800")).toBe("\\u202eabc\\u2028\\u200f\\ufeff\\ud800");
  expect(printable("Zoë & Söhne 银行 🏦 '{}'")).toBe("Zoë & Söhne 银行 🏦 '{}'");
  expect(alertText(alertOf({ origin: "a\nDetected Fraud" })).split("\n")).toHaveLength(3);
});
