import type { AlertSummary } from "../../../viewer/alertSummary";
import { summarize } from "../../../viewer/alertSummary";
import { casesOf, inOrder } from "../../../viewer/page/accounts/cases.js";
import { byRuleAndWay, flowsOf } from "../../../viewer/page/drawing/flows.js";
import { alertOf } from "../alerts";
import { ruleAlertOf } from "../ruleAlerts";

const of = (...shapes: Parameters<typeof ruleAlertOf>[]): AlertSummary[] =>
  shapes.map((shape, i) => ({ ...summarize(ruleAlertOf(...shape)), id: String(i) }));

test("alerts about the same accounts are one case, whatever rule and way", () => {
  const cases = casesOf([
    ...of(["account", { account: "A" }], ["target", { account: "A" }], ["origin", { account: "A" }]),
    ...of(["pair", { account: "A", other: "B" }], ["between", { account: "B", other: "A" }]),
  ]);
  expect(cases.map(({ accounts, alerts, rules }) => [accounts, alerts, rules.length])).toEqual([
    [["A"], 3, 3],
    [["A", "B"], 2, 2],
  ]);
});

test("what two rules say of the same payments is no larger than what one of them says", () => {
  const amount = (totalAmount: string) => ({ overrides: { totalAmount } });
  const [one] = casesOf(
    of(
      ["account", { account: "A", ...amount("100.50") }],
      ["account", { account: "A", ...amount("200") }],
      ["target", { account: "A", ...amount("250") }],
    ),
  );
  expect(one.cents).toBe(30_050n);
});

test("the worst come first: by severity, then by how many rules see them, then by amount", () => {
  const rule = (severity: "low" | "high" | "critical") => ({ rule: { severity } });
  const amount = (totalAmount: string) => ({ overrides: { totalAmount } });
  const cases = casesOf([
    ...of(["account", { account: "low", ...rule("low"), ...amount("99999") }]),
    ...of(["account", { account: "small", ...rule("critical"), ...amount("1") }]),
    ...of(["account", { account: "large", ...rule("critical"), ...amount("2") }]),
    ...of(
      ["account", { account: "two", ...rule("critical"), ...amount("1") }],
      ["target", { account: "two", ...rule("low") }],
    ),
    summarize(alertOf({ origin: "x", target: "y" })),
  ]);
  const names = (order: Parameters<typeof inOrder>[1]) => inOrder(cases, order).map(({ accounts }) => accounts.join());
  expect(names("severity")).toEqual(["two", "large", "small", "low", "x,y"]);
  expect(names("amount")[0]).toBe("low");
  expect(names("alerts")[0]).toBe("two");
});

test("what is confirmed or dismissed is no longer open", () => {
  const [first, ...others] = of(["account", { account: "A" }], ["account", { account: "A" }]);
  expect(casesOf([{ ...first, review: { state: "dismissed" } }, ...others])[0]).toMatchObject({ alerts: 2, open: 1 });
});

test("two jobs that group the same payments by pair and by payee do not double what was paid", () => {
  const pair = summarize(alertOf({ origin: "A", target: "B", cents: [600_000, 600_000] }));
  const payee = summarize({
    ...alertOf({ origin: "A", target: "B", cents: [600_000, 600_000] }),
    id: "x",
    grouping: "target",
  });
  expect(byRuleAndWay([pair, payee]).map((some) => some.length)).toEqual([1, 1]);
  expect(flowsOf([pair, payee])).toEqual([{ origin: "A", target: "B", amount: 12_000 }]);
  expect(casesOf([pair, payee])).toMatchObject([{ accounts: ["A", "B"], cents: 1_200_000n }]);
});
