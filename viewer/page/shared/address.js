/** @typedef {"list" | "overview" | "cases" | "rules" | "health" | "alert" | "account"} View */
/** @typedef {{ view: View, id: string, filter?: URLSearchParams, problem: string }} Address `id` of the alert, or the name of the account, "" for none; `filter`: absent where the address tells of none; `problem`: why it is not what was asked for, "" where it is */

/** @type {Map<string, View>} */
const ROOMS = new Map([
  ["/overview", "overview"],
  ["/cases", "cases"],
  ["/rules", "rules"],
  ["/health", "health"],
]);
/** Views of one thing, which the address names. @type {Map<string, View>} */
const ONES = new Map([
  ["alert", "alert"],
  ["account", "account"],
]);
/** Where the skip link leads, which keeps view and filter. @type {Map<string, View>} */
const SKIPS = new Map([
  ["#cases", "cases"],
  ["#rules", "rules"],
  ["#health", "health"],
]);

/** Reads what stands behind the page's `#`; an address that nobody can read is the list's. @param {string} hash @returns {Address} */
export function readAddress(hash) {
  if (hash === "") return readAddress("#/");
  if (!hash.startsWith("#/")) return { view: SKIPS.get(hash) ?? "list", id: "", problem: "" };
  const [path, query = ""] = hash.slice(1).split("?", 2);
  const filter = new URLSearchParams(query);
  const [, kind, encoded] = /^\/(alert|account)\/(.+)$/.exec(path) ?? [];
  const view = ONES.get(kind);
  if (view === undefined) return { view: ROOMS.get(path) ?? "list", id: "", filter, problem: "" };
  try {
    return { view, id: decodeURIComponent(encoded), filter, problem: "" };
  } catch {
    const problem = `The address of this page names no ${kind} that can be read. These are all.`;
    return { view: "list", id: "", filter, problem };
  }
}

/** The address of a view. @param {View} view @param {string} [id] of the alert, or the account's name @param {URLSearchParams} [filter] */
export function addressOf(view, id = "", filter = new URLSearchParams()) {
  const path = ONES.has(view) ? `${view}/${encodeURIComponent(id)}` : view === "list" ? "" : view;
  return filter.size === 0 ? `#/${path}` : `#/${path}?${filter}`;
}
