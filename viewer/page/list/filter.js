import { isOfChoice } from "../decisions/reviewFilter.js";
import { byId } from "../shared/element.js";
import { toCents } from "../shared/format.js";
import { ruleIdOf } from "./ruleChoice.js";
import { typedAmount } from "./typedAmount.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {{ account: string, accountIs?: string, min?: bigint, max?: bigint, timing: string, rule: string, severity: string, review?: string }} Filter `account`: a part of a name in small letters, `accountIs`: all of it; amounts in cents */

const AMOUNT_NAMES = { min: "Amount from", max: "Amount to" };

/**
 * Reads the form; says of an amount that it is none.
 * @param {HTMLFormElement} form
 * @returns {Filter}
 */
export function readFilter(form) {
  const data = new FormData(form);
  const account = String(data.get("account")).trim();
  const accountIs = /^"(.+)"$/s.exec(account)?.[1];
  return {
    account: accountIs === undefined ? account.toLowerCase() : "",
    accountIs,
    min: readAmount(form, "min"),
    max: readAmount(form, "max"),
    timing: String(data.get("timing")),
    rule: String(data.get("rule")),
    severity: String(data.get("severity")),
    review: String(data.get("review")),
  };
}

/** @param {HTMLFormElement} form @param {"min" | "max"} name */
function readAmount(form, name) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  const { cents, problem } = typedAmount(input.value);
  input.setAttribute("aria-invalid", String(problem !== ""));
  byId(`${name}-problem`).textContent = problem === "" ? "" : `${AMOUNT_NAMES[name]}: ${problem}. It is left out.`;
  return cents;
}

/** @param {Filter} filter */
export function isActive({ account, timing, rule, severity, review = "", ...others }) {
  const { accountIs, min, max } = others;
  return (
    [account, timing, rule, severity, review].some((text) => text !== "") ||
    [accountIs, min, max].some((one) => one !== undefined)
  );
}

/** @param {AlertSummary} alert @param {Filter} filter @param {{ nowMs: number, me: string | null }} [reader] */
export function passes(alert, filter, reader = { nowMs: Date.now(), me: null }) {
  const { account, accountIs, min, max, timing, rule, severity, review = "" } = filter;
  if (!isOfChoice(alert, review, reader)) return false;
  if (rule !== "" && ruleIdOf(alert) !== rule) return false;
  if (severity !== "" && alert.rule?.severity !== severity) return false;
  if (timing !== "" && alert.timing !== timing) return false;
  if (min !== undefined && toCents(alert.totalAmount) < min) return false;
  if (max !== undefined && toCents(alert.totalAmount) > max) return false;
  if (accountIs !== undefined) return accountsOf(alert).includes(accountIs);
  return account === "" || accountsOf(alert).some((name) => name.toLowerCase().includes(account));
}

/** What finds the account and no other whose name holds its own. @param {string} account */
export function exactly(account) {
  return `"${account}"`;
}

/** Every account an alert names. @param {Pick<AlertSummary, "origin" | "target" | "subject" | "others">} alert */
export function accountsOf({ origin, target, subject = [], others = [] }) {
  return [origin, target, ...subject, ...others].filter((name) => name !== undefined);
}
