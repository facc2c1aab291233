import { counted } from "../shared/format.js";

/**
 * How many alerts the list shows, and which it does not: `3 of 12 alerts, 2 shadow hidden`.
 * @param {number} shown
 * @param {{ all: number, isFiltered: boolean, hidden: { shadow: number, putOff: number }, fresh: number }} others `fresh`: how many of all are new since the last visit
 */
export function foundText(shown, { all, isFiltered, hidden, fresh }) {
  const found = isFiltered ? `${shown.toLocaleString("en")} of ${counted(all, "alert")}` : counted(all, "alert");
  const more = /** @type {const} */ ([
    [hidden.shadow, "shadow hidden"],
    [hidden.putOff, "put off hidden"],
    [fresh, "new since last visit"],
  ]);
  return [
    found,
    ...more.filter(([count]) => count > 0).map(([count, what]) => `${count.toLocaleString("en")} ${what}`),
  ].join(", ");
}
