/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

const KEY = "newest-seen-ms";

/**
 * Remembers the newest payment that the reader has had before his eyes, over visits, to tell what is new since.
 * @param {Pick<Storage, "getItem" | "setItem">} storage
 * @param {() => boolean} isHidden whether nobody sees the page now
 */
export function createLastVisit(storage, isHidden) {
  /** Of the newest payment that was seen, in epoch milliseconds; NaN before the first visit. */
  let seenMs = Number.parseInt(storage.getItem(KEY) ?? "", 10);
  /** The same when the reader last came back: what is newer is new to him. */
  let sinceMs = seenMs;

  /** @param {AlertSummary[]} alerts newest first @param {number} ms */
  function newer(alerts, ms) {
    if (Number.isNaN(ms)) return 0;
    const first = alerts.findIndex(({ lastMs }) => lastMs <= ms);
    return first < 0 ? alerts.length : first;
  }

  return {
    /** The reader is back at the page. */
    comeBack() {
      sinceMs = seenMs;
    },
    /**
     * Takes note of what is shown; how many of it are new since the last visit, and how many nobody has seen yet.
     * @param {AlertSummary[]} alerts newest first
     */
    look(alerts) {
      if (!isHidden() && alerts.length > 0 && !(alerts[0].lastMs <= seenMs)) {
        seenMs = alerts[0].lastMs;
        storage.setItem(KEY, String(seenMs));
      }
      return { fresh: newer(alerts, sinceMs), unseen: newer(alerts, seenMs) };
    },
    /** How many of some listed alerts, newest first, are new since the last visit. @param {AlertSummary[]} alerts */
    newOf: (alerts) => newer(alerts, sinceMs),
  };
}
