/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../../alertStore").ViewChange} ViewChange */

/**
 * The alerts as the server has them, newest first.
 */
export function createAlertModel() {
  /** @type {Map<string, AlertSummary>} */
  let byId = new Map();
  /** @type {AlertSummary[]} */
  let order = [];
  /** @type {AlertSummary[]} */
  let loading = [];

  /** @param {AlertSummary} alert */
  function place(alert) {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isNewer(order[middle], alert)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {string} id */
  function remove(id) {
    const alert = byId.get(id);
    if (alert === undefined) return;
    byId.delete(id);
    order.splice(place(alert), 1);
  }

  return {
    /** A whole new view is about to come; the old one stays until it is complete. */
    startLoading() {
      loading = [];
    },
    /** @param {AlertSummary[]} alerts newest first */
    load(alerts) {
      loading.push(...alerts);
    },
    finishLoading() {
      order = loading;
      byId = new Map(order.map((alert) => [alert.id, alert]));
      loading = [];
    },
    /** @param {ViewChange} change */
    apply({ put, removed }) {
      for (const id of removed) remove(id);
      if (put === undefined) return;
      remove(put.id);
      order.splice(place(put), 0, put);
      byId.set(put.id, put);
    },
    /** @param {string} id */
    find: (id) => byId.get(id),
    all: () => order,
  };
}

/** The server's order: by last payment, then id. @param {AlertSummary} a @param {AlertSummary} b */
function isNewer(a, b) {
  return a.lastMs !== b.lastMs ? a.lastMs > b.lastMs : a.id > b.id;
}
