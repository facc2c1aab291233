import { element } from "../shared/element.js";
import { counted } from "../shared/format.js";

/** @typedef {import("../../web/eventStream").ViewerStatus} ViewerStatus */

/**
 * What to do while there is nothing to see.
 * @param {ViewerStatus | undefined} status
 * @param {boolean} isFiltered
 * @param {{ shadow: number, putOff: number }} hidden alerts of shadow rules, and those that are put off, which are not shown
 * @param {{ clear: () => void, showShadow: () => void, showPutOff: () => void }} actions
 */
export function emptyState(status, isFiltered, hidden, { clear, showShadow, showPutOff }) {
  if (isFiltered) {
    const button = element("button", { type: "button" }, "Clear the filter");
    button.addEventListener("click", clear);
    return [
      element("h3", {}, "No alert matches"),
      element("p", {}, "The filter hides all alerts that are here."),
      button,
    ];
  }
  if (status !== undefined && hidden.putOff > 0) {
    const button = element("button", { type: "button" }, "Show them");
    button.addEventListener("click", showPutOff);
    return [
      element("h3", {}, "All alerts are put off"),
      element("p", {}, `${counted(hidden.putOff, "alert")} until later: nobody has to look at them now.`),
      button,
    ];
  }
  if (status !== undefined && hidden.shadow > 0) {
    const button = element("button", { type: "button" }, "Show them");
    button.addEventListener("click", showShadow);
    return [
      element("h3", {}, "Only shadow rules have raised alerts"),
      element("p", {}, `${counted(hidden.shadow, "alert")} of rules that are tried out: they count for nothing.`),
      button,
    ];
  }
  if (status === undefined) return [element("p", {}, "Loading alerts …")];
  const topic = element("code", {}, status.topic);
  if (status.notReady !== null) {
    return [
      element("h3", {}, "Waiting for Kafka"),
      element("p", {}, `${status.notReady}. The page goes on by itself as soon as it can read topic `, topic, "."),
      element("p", {}, "Is the broker running, and is ", element("code", {}, "--brokers"), " its address?"),
    ];
  }
  return [
    element("h3", {}, "No alerts yet"),
    element("p", {}, "Connected. Alerts appear here as soon as they arrive on topic ", topic, ". If none come:"),
    element(
      "ol",
      {},
      element("li", {}, "Check the pipeline: ", element("code", {}, "npm run doctor")),
      element("li", {}, "Send some payments: ", element("code", {}, "npm run generator -- --brokers …")),
      element(
        "li",
        {},
        "What raises an alert is up to the job's rules; without any, a pair's sum above the limit, with no long pause in between.",
      ),
    ),
  ];
}
