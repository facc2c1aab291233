/** @typedef {{ view: "list" | "overview" | "rules" | "alert", id: string, problem: string }} Address `id` of the alert, "" for none; `problem`: why it is not what was asked for, "" where it is */

/** What an address shows beside the list; the last one is where the skip link leads. @type {Map<string, Address["view"]>} */
const ROOMS = new Map([
  ["#/overview", "overview"],
  ["#/rules", "rules"],
  ["#rules", "rules"],
]);

/** Reads what stands behind the page's `#`; an address that nobody can read is the list's. @param {string} hash @returns {Address} */
export function readAddress(hash) {
  const encoded = /^#\/alert\/(.+)$/.exec(hash)?.[1];
  if (encoded === undefined) return { view: ROOMS.get(hash) ?? "list", id: "", problem: "" };
  try {
    return { view: "alert", id: decodeURIComponent(encoded), problem: "" };
  } catch {
    return {
      view: "list",
      id: "",
      problem: "The address of this page names no alert that can be read. These are all.",
    };
  }
}
