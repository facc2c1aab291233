import { toCents } from "./format.js";

/** @typedef {import("../alertSummary").AlertSummary} AlertSummary */
/** @typedef {{ account: string, min?: bigint, max?: bigint, timing: string }} Filter amounts in cents */

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
export function isActive({ account, min, max, timing }) {
  return account !== "" || min !== undefined || max !== undefined || timing !== "";
}

/** @param {AlertSummary} alert @param {Filter} filter */
export function passes(alert, { account, min, max, timing }) {
  if (timing !== "" && alert.timing !== timing) return false;
  if (min !== undefined && toCents(alert.totalAmount) < min) return false;
  if (max !== undefined && toCents(alert.totalAmount) > max) return false;
  return account === "" || accountsOf(alert).some((name) => name.toLowerCase().includes(account));
}

/** Every account an alert names. @param {AlertSummary} alert */
export function accountsOf({ origin, target, others }) {
  return [origin, target, ...(others ?? [])].filter((name) => name !== undefined);
}
