import { element } from "../shared/element.js";
import { counted } from "../shared/format.js";
import { timeText } from "./versionTimes.js";

/** @typedef {import("../../web/rulesApi").RulesAnswer} RulesAnswer */

/** Records that are no version, with where they lie and why; nothing where there are none. @param {RulesAnswer["putAside"]} putAside */
export function putAsideTable({ count, newest }) {
  if (count === 0) return [];
  const heads = ["Offset", "Published", "Reason"].map((name) => element("th", { scope: "col" }, name));
  const rows = newest.map(({ offset, published, reason }) =>
    element(
      "tr",
      {},
      element("td", {}, offset),
      element("td", {}, timeText(published)),
      element("td", { class: "why" }, reason),
    ),
  );
  const more = count - newest.length;
  return [
    element("h2", {}, "Put aside"),
    element(
      "p",
      { class: "hint" },
      "Records that are no version, or cannot follow those before them. What was in force stays in force.",
    ),
    element(
      "div",
      { class: "evidence put-aside", tabindex: "0", role: "region", "aria-label": "Put aside" },
      element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows)),
    ),
    ...(more > 0 ? [element("p", { class: "hint" }, `and ${counted(more, "older record")}`)] : []),
  ];
}
