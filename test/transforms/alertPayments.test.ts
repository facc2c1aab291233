import { expect, test } from "@jest/globals";
import { alertPayments } from "../../transforms/alertPayments";

test("the payments that an alert lists are payments again, with their ids and what was paid where they have them", () => {
  const timestamp = "2026-03-02T09:00:00.000Z";
  const listed = { timestamp, origin: "A", target: "B", amount: "20.5" };
  const payment = { timestampMs: Date.parse(timestamp), origin: "A", target: "B", amountCents: 20_50 };
  expect(
    alertPayments({ transactions: [listed, { ...listed, id: "e2e-7", originalAmount: "3360", currency: "JPY" }] }),
  ).toStrictEqual([payment, { ...payment, id: "e2e-7", paid: "3360 JPY" }]);
});
