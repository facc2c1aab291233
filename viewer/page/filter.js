import { toCents } from "./format.js";
import { ruleIdOf } from "./ruleChoice.js";

/** @typedef {import("../alertSummary").AlertSummary} AlertSummary */
/** @typedef {{ account: string, min?: bigint, max?: bigint, timing: string, rule: string, severity: string }} Filter amounts in cents */

/**
 * Reads the form; marks an amount that is none.
 * @param {HTMLFormElement} form
 * @returns {Filter}
 */
export function readFilter(form) {
  const data = new FormData(form);
  return {
    account: String(data.get("account")).trim().toLowerCase(),
    min: readAmount(form, "min"),
    max: readAmount(form, "max"),
    timing: String(data.get("timing")),
    rule: String(data.get("rule")),
    severity: String(data.get("severity")),
  };
}

/** @param {HTMLFormElement} form @param {string} name */
function readAmount(form, name) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  const text = input.value.replace(/[,\s]/g, "");
  const isRight = /^(\d{1,40}(\.\d{0,2})?)?$/.test(text);
  input.setAttribute("aria-invalid", String(!isRight));
  input.title = isRight ? "" : "An amount such as 9500.50";
  return isRight && text !== "" ? toCents(text) : undefined;
}

/** @param {Filter} filter */
export function isActive({ account, min, max, timing, rule, severity }) {
  return [account, timing, rule, severity].some((text) => text !== "") || min !== undefined || max !== undefined;
}

/** @param {AlertSummary} alert @param {Filter} filter */
export function passes(alert, { account, min, max, timing, rule, severity }) {
  if (rule !== "" && ruleIdOf(alert) !== rule) return false;
  if (severity !== "" && alert.rule?.severity !== severity) return false;
  if (timing !== "" && alert.timing !== timing) return false;
  if (min !== undefined && toCents(alert.totalAmount) < min) return false;
  if (max !== undefined && toCents(alert.totalAmount) > max) return false;
  return account === "" || accountsOf(alert).some((name) => name.toLowerCase().includes(account));
}

/** Every account an alert names. @param {Pick<AlertSummary, "origin" | "target" | "subject" | "others">} alert */
export function accountsOf({ origin, target, subject = [], others = [] }) {
  return [origin, target, ...subject, ...others].filter((name) => name !== undefined);
}
