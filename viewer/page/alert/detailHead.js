import { accountLink } from "../accounts/accountLink.js";
import { badge, pairLine } from "../list/alertRow.js";
import { addressOf } from "../shared/address.js";
import { element } from "../shared/element.js";
import { money, withCurrency } from "../shared/format.js";
import { severityMark, shadowBadge } from "../shared/severity.js";
import { namesOf, otherAccounts } from "./others.js";

/** @typedef {import("../../../transforms/alert").Alert} Alert */

/** Characters that fit beside nothing else. */
const LONG_TOTAL = 20;

/** What an alert is about: how much, whom, by which rule, and what can be done with it. @param {Alert} alert @param {() => void} onClose @param {(step: number) => void} onStep to the alert before or behind it */
export function detailHead(alert, onClose, onStep) {
  const close = element("button", { type: "button", class: "close" }, "Close");
  close.addEventListener("click", onClose);
  const copy = element("button", { type: "button" }, "Copy link");
  copy.addEventListener("click", async () => {
    // Without the reader's filter.
    await navigator.clipboard.writeText(new URL(addressOf("alert", alert.id), location.href).href).catch(() => {});
    copy.textContent = "Copied";
    setTimeout(() => copy.replaceChildren("Copy link"), 2_000);
  });
  const status = alert.withdrawn ? element("span", { class: "badge withdrawn" }, "Withdrawn") : badge(alert.timing);
  return element(
    "header",
    { class: "detail-head" },
    element(
      "h2",
      { id: "detail-title", tabindex: "-1" },
      ...ruleLine(alert),
      total(withCurrency(money(alert.totalAmount), alert.currency)),
      pairLine(sides(alert), accountLink),
    ),
    element(
      "div",
      { class: "detail-actions" },
      status,
      stepButton("‹", "Previous alert", () => onStep(-1)),
      stepButton("›", "Next alert", () => onStep(1)),
      copy,
      close,
    ),
  );
}

/** @param {string} sign @param {string} name @param {() => void} onClick */
function stepButton(sign, name, onClick) {
  const button = element("button", { type: "button", class: "step", "aria-label": name, title: name }, sign);
  button.addEventListener("click", onClick);
  return button;
}

/** In one line where it can be. @param {string} amount */
function total(amount) {
  return element("span", { class: amount.length > LONG_TOTAL ? "total long" : "total" }, amount);
}

/** @param {Alert} alert */
function ruleLine({ rule }) {
  if (rule === undefined) return [];
  return [
    element("span", { class: "rule-title" }, rule.title),
    element(
      "span",
      { class: "rule-line" },
      severityMark(rule.severity),
      element("span", { class: "rule-id" }, `${rule.id}, version ${rule.version}`),
      ...(rule.mode === "shadow" ? [shadowBadge()] : []),
    ),
  ];
}

/** Who stands on either side of the arrow. @param {Alert} alert */
function sides(alert) {
  const { grouping, subject, origin, target, morePairs } = alert;
  const others = otherAccounts(alert);
  return {
    origin,
    target,
    subject: grouping === "account" || grouping === "between" ? namesOf(subject) : undefined,
    others,
    otherCount: Math.max(alert.pairCount ?? 0, others.length),
    morePairs,
  };
}
