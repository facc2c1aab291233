import { element } from "./element.js";

/** @typedef {import("../web/eventStream").ViewerStatus} ViewerStatus */

/**
 * What to do while there is nothing to see.
 * @param {ViewerStatus | undefined} status
 * @param {boolean} isFiltered
 * @param {() => void} clear
 */
export function emptyState(status, isFiltered, clear) {
  if (isFiltered) {
    const button = element("button", { type: "button" }, "Clear the filter");
    button.addEventListener("click", clear);
    return [
      element("h3", {}, "No alert matches"),
      element("p", {}, "The filter hides all alerts that are here."),
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
      element("li", {}, "Structured payments need a pair's sum above the limit, without a long pause in between."),
    ),
  ];
}
