import { money } from "../shared/format.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

/** A screen reader cannot keep up with a stream: it hears a summary this often. */
const EVERY_MS = 5_000;

/** Tells of new alerts in the polite live region. @param {HTMLElement} region */
export function createAnnouncer(region) {
  let count = 0;
  /** @type {AlertSummary | undefined} */
  let newest;
  let timer = 0;

  function announce() {
    timer = 0;
    if (newest === undefined) return;
    region.textContent = `${count} new alert${count === 1 ? "" : "s"}. The newest: ${words(newest)}.`;
    count = 0;
  }

  return {
    /** @param {AlertSummary} alert */
    noteNew(alert) {
      count++;
      newest = alert;
      if (timer === 0) timer = window.setTimeout(announce, EVERY_MS);
    },
  };
}

/** @param {AlertSummary} alert */
function words(alert) {
  const { rule, origin, target, subject, totalAmount } = alert;
  const by = rule === undefined ? "" : `${rule.title}, ${rule.severity}: `;
  if (subject !== undefined) return `${by}${money(totalAmount)}, ${subject.join(" and ")}`;
  return `${by}${money(totalAmount)} from ${origin ?? "several accounts"} to ${target ?? "several accounts"}`;
}
