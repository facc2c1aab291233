import { instant } from "../shared/format.js";

/** When a version comes into force, or came to lie on the topic. @param {string} time RFC 3339, or `always` */
export function timeText(time) {
  return time === "always" ? "Always" : `${instant(Date.parse(time))} UTC`;
}
