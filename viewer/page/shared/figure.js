import { element } from "./element.js";

/** A number with its name, for a list of class `figures`. @param {string} name @param {string} value */
export function figure(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}
