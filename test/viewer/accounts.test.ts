import fc from "fast-check";
import { printable, unescaped } from "../../transforms/alertText";
import type { AccountAnswer } from "../../viewer/accounts/accountAnswer";
import { alertOf, START_MS } from "./alerts";
import { ruleAlertOf } from "./ruleAlerts";
import { startViewer } from "./startViewer";

function start() {
  const { page, get } = startViewer();
  const account = async (name: string) => {
    const answer = await get(`/api/accounts/${encodeURIComponent(name)}`);
    return answer.ok ? ((await answer.json()) as AccountAnswer) : answer.status;
  };
  return { page, account };
}

test("an account is told by all alerts that name it: money in and out, with whom, and when", async () => {
  const { page, account } = start();
  page.send(
    alertOf({ origin: "A", target: "B", cents: [100_000, 250_050] }),
    alertOf({ origin: "C", target: "A", cents: [50_000], startMs: START_MS + 3_600_000 }),
    alertOf({ origin: "A2", target: "B", cents: [900_000] }),
  );
  const answer = (await account("A")) as AccountAnswer;
  expect(answer).toMatchObject({
    name: "A",
    paid: { amount: "3500.50", count: 2 },
    received: { amount: "500.00", count: 1 },
    counterparties: [
      { name: "B", paid: { amount: "3500.50", count: 2 }, received: { amount: "0.00", count: 0 } },
      { name: "C", paid: { amount: "0.00", count: 0 }, received: { amount: "500.00", count: 1 } },
    ],
    ...{ moreAlerts: 0, moreCounterparties: 0, morePayments: 0, isPartial: false },
  });
  expect(answer.alerts).toHaveLength(2);
  expect(answer.payments.map(({ amount }) => amount)).toEqual(["500", "2500.5", "1000"]);
});

test("a payment that two rules saw counts once; two that are alike count twice", async () => {
  const { page, account } = start();
  const twice = [1, 2].map(() => ({ timestamp: "2026-03-02T09:00:00Z", origin: "A", target: "B", amount: "700" }));
  const fields = { transactions: twice, count: 2, totalAmount: "1400" };
  page.send(
    ruleAlertOf("pair", { account: "A", other: "B", overrides: fields }),
    ruleAlertOf("between", { account: "A", other: "B", overrides: fields }),
  );
  expect(await account("A")).toMatchObject({ alerts: { length: 2 }, paid: { amount: "1400.00", count: 2 } });
});

test.each([
  [1, 2],
  [2, 1],
])("payments that are alike are as many as a single alert lists: %d and %d times", async (first, second) => {
  const { page, account } = start();
  const payment = { timestamp: "2026-03-02T09:00:00Z", origin: "A", target: "B", amount: "700" };
  const listing = (count: number) => ({ transactions: Array(count).fill(payment), count, totalAmount: "1400" });
  page.send(
    ruleAlertOf("pair", { account: "A", other: "B", overrides: listing(first) }),
    ruleAlertOf("between", { account: "A", other: "B", overrides: listing(second) }),
  );
  expect(await account("A")).toMatchObject({ paid: { amount: "1400.00", count: 2 }, payments: { length: 2 } });
});

test("an alert that does not list all of its payments makes the sums a part", async () => {
  const { page, account } = start();
  page.send(alertOf({ origin: "A", overrides: { count: 900, truncated: true } }));
  expect(await account("A")).toMatchObject({ isPartial: true });
});

test("a name is matched whole, and an account that nobody names is not there", async () => {
  const { page, account } = start();
  page.send(alertOf({ origin: "ACC-12", target: 'quo"ted' }));
  expect([await account("ACC-1"), await account("acc-12"), await account("EARLY")]).toEqual([404, 404, 404]);
  expect(await account('quo"ted')).toMatchObject({ received: { count: 2 } });
});

test("a name that cannot be shown as it is is found as it is shown", async () => {
  const { page, account } = start();
  for (const name of ["gnp\u202e.exe", "back\\u0041slash", "\u{e0041}tag", "A\u200bB"]) {
    page.send(alertOf({ origin: name }));
    expect(await account(printable(name))).toMatchObject({ name: printable(name), paid: { count: 2 } });
  }
});

test("what is shown of any text leads back to it", () => {
  const texts = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^(\\|u|\{|\}|[0-9a-f]|\u202e){0,12}$/));
  fc.assert(
    fc.property(texts, (text) => expect(unescaped(printable(text))).toBe(text)),
    { numRuns: 5_000 },
  );
});

test("of very many alerts the newest are told, and how many more there are", async () => {
  const { page, account } = start();
  page.send(...Array.from({ length: 1_100 }, (_, i) => alertOf({ origin: "A", startMs: START_MS + i * 86_400_000 })));
  expect(await account("A")).toMatchObject({
    alerts: { length: 200 },
    ...{ moreAlerts: 900, payments: { length: 500 }, morePayments: 1_500, isPartial: true },
  });
});
