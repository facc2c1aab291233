import { account, element } from "./element.js";
import { centsAsMoney, counted, instant, money, toCents } from "./format.js";

/** @typedef {import("../../transforms/alert").Alert} Alert */

/** Every payment of an alert, its running sum, and where that crossed the limit. @param {Alert} alert */
export function evidenceTable({ transactions, threshold, count, grouping }) {
  const limit = toCents(threshold ?? "0");
  let sum = 0n;
  const rows = transactions.map(({ timestamp, origin, target, amount }, index) => {
    const before = sum;
    sum += toCents(amount);
    const crosses = before <= limit && sum > limit;
    return element(
      "tr",
      crosses ? { class: "crosses" } : {},
      element("td", { class: "number" }, String(index + 1)),
      element("td", { class: "time" }, instant(Date.parse(timestamp))),
      ...shownAccounts(grouping, origin, target).map((name) => element("td", { class: "who" }, account(name))),
      element("td", { class: "number" }, money(amount)),
      element(
        "td",
        { class: "number" },
        centsAsMoney(sum),
        ...(crosses ? [element("span", { class: "mark" }, "limit crossed")] : []),
      ),
    );
  });
  const more = count - transactions.length;
  return element(
    "div",
    { class: "evidence", tabindex: "0", role: "region", "aria-label": "Evidence" },
    element("table", {}, element("thead", {}, element("tr", {}, ...headings(grouping))), element("tbody", {}, ...rows)),
    ...(more > 0
      ? [
          element(
            "p",
            { class: "hint" },
            `and ${counted(more, "more payment")}, left out of the alert to keep it small`,
          ),
        ]
      : []),
  );
}

/** Those that are not the same in each row. @param {Alert["grouping"]} grouping @param {string} origin @param {string} target */
function shownAccounts(grouping, origin, target) {
  if (grouping === "pair") return [];
  if (grouping === "origin") return [target];
  return grouping === "target" ? [origin] : [origin, target];
}

/** @param {Alert["grouping"]} grouping */
function headings(grouping) {
  const who = { pair: [], origin: ["To"], target: ["From"], account: ["From", "To"], between: ["From", "To"] }[
    grouping
  ];
  const number = new Set(["#", "Amount", "Running sum"]);
  return ["#", "Time, UTC", ...who, "Amount", "Running sum"].map((name) =>
    element("th", { scope: "col", ...(number.has(name) ? { class: "number" } : {}) }, name),
  );
}
