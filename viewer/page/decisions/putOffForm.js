import { element } from "../shared/element.js";

const HOUR_MS = 3_600_000;

/** @type {[string, number][]} */
const TIMES = [
  ["1 hour", HOUR_MS],
  ["8 hours", 8 * HOUR_MS],
  ["1 day", 24 * HOUR_MS],
  ["1 week", 7 * 24 * HOUR_MS],
  ["30 days", 30 * 24 * HOUR_MS],
];
const USUAL = "1 day";

/**
 * Asks for how long alerts are to be put off; the reason stands in the note.
 * @param {{ onPutOff: (untilMs: number) => void, onCancel: () => void }} actions
 */
export function putOffForm({ onPutOff, onCancel }) {
  const options = TIMES.map(([name, ms]) =>
    element("option", { value: String(ms), ...(name === USUAL ? { selected: "" } : {}) }, name),
  );
  const time = element("select", { name: "for" }, ...options);
  const cancel = element("button", { type: "button" }, "Cancel");
  const form = element(
    "form",
    { class: "put-off" },
    element("label", {}, "Put off for", time),
    element("button", { type: "submit", class: "primary" }, "Put off"),
    cancel,
    element(
      "p",
      { class: "hint" },
      "All alerts of this rule about the same accounts, those that come in the meantime among them.",
    ),
  );
  cancel.addEventListener("click", onCancel);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onPutOff(Date.now() + Number(time.value));
  });
  return form;
}
