import { askWhileOpen } from "../shared/askWhileOpen.js";
import { element } from "../shared/element.js";
import { figure } from "../shared/figure.js";
import { counted, instant, timeSpan } from "../shared/format.js";
import { isJobAway, latencyText } from "./healthWords.js";

/** @typedef {import("../../health/health").HealthAnswer} HealthAnswer */

/**
 * The room of the system's health: asks for it while it is open.
 * @param {HTMLElement} place
 */
export function createHealthRoom(place) {
  let drawn = "";

  /** @param {HealthAnswer} answer */
  function show(answer) {
    const text = JSON.stringify({ ...answer, atMs: Math.floor(answer.atMs / 10_000) });
    if (text === drawn) return;
    drawn = text;
    place.replaceChildren(element("h2", {}, "Health"), figures(answer), ...jobWords(answer), ...rejectedPart(answer));
  }

  return askWhileOpen(place, "/api/health", { show });
}

/** @param {HealthAnswer} answer */
function figures({ atMs, notReady, job, latency, rejected }) {
  const { p50Ms, p99Ms } = latency;
  const checkpointMs = job?.checkpointMs;
  return element(
    "dl",
    { class: "figures" },
    figure("Kafka", notReady === null ? "answers" : "away"),
    figure("Job", job === null ? "not asked" : job.state === "none" ? "none runs" : job.state),
    ...(checkpointMs === undefined
      ? []
      : [figure("Last checkpoint", `${timeSpan(Math.max(0, atMs - checkpointMs))} ago`)]),
    figure("Half of the alerts within", p50Ms === null ? "none yet" : latencyText(p50Ms)),
    figure("99 of 100 within", p99Ms === null ? "none yet" : latencyText(p99Ms)),
    figure("Rejected", rejected === null ? "not read" : rejected.count.toLocaleString("en")),
  );
}

/** @param {HealthAnswer} answer */
function jobWords({ notReady, job, latency }) {
  const words = notReady === null ? [] : [warning(`Kafka gives no alerts now: ${notReady}.`)];
  if (job === null) {
    const flags = [element("code", {}, "--keeper"), " or ", element("code", {}, "--flink")];
    words.push(hint("Whether the job runs is not known: start the viewer with ", ...flags, " and the address."));
  } else if (isJobAway(job.state)) {
    const because = job.because === undefined ? "" : ` The keeper says: ${job.because}.`;
    const since = `Since ${instant(job.sinceMs)} UTC payments may wait unjudged; none are lost.`;
    words.push(warning(`${JOB_SENTENCES[job.state]}${because} ${since}`));
  } else {
    words.push(hint(`Job ${job.name ?? ""} runs, as far as this viewer knows since ${instant(job.sinceMs)} UTC.`));
  }
  if (latency.count === 0) return words;
  const newest = counted(latency.count, "early alert");
  return [
    ...words,
    hint(`How late alerts come: from the payment that crossed the limit to this viewer, of the newest ${newest}.`),
  ];
}

/** @type {Record<import("../../health/jobWatch").JobState, string>} */
const JOB_SENTENCES = {
  running: "",
  changing: "The job is being started or replaced, or is not the one that is wanted.",
  none: "No job runs.",
  unreachable: "Who knows of the job does not answer.",
};

/** @param {...(Node | string)} words */
function hint(...words) {
  return element("p", { class: "hint" }, ...words);
}

/** @param {string} words */
function warning(words) {
  return element("p", { class: "reason withdrawn" }, words);
}

/** @param {HealthAnswer} answer */
function rejectedPart({ rejected }) {
  if (rejected === null) return [];
  const { topic, notReady, count, reasons, newest } = rejected;
  const about = element(
    "p",
    { class: "hint" },
    "What is no payment, or came too late, of the newest on topic ",
    element("code", {}, topic),
    ".",
  );
  const head = [
    element("h2", {}, "Rejected"),
    about,
    ...(notReady === null ? [] : [warning(`The topic is not read now: ${notReady}.`)]),
  ];
  if (count === 0) return [...head, element("p", { class: "quiet" }, "Nothing was rejected.")];
  return [
    ...head,
    table(
      "Rejected by reason",
      ["Reason", "Records"],
      reasons.map(({ reason, count }) => [reason, count.toLocaleString("en")]),
      "reasons",
    ),
    element("h2", {}, "The latest"),
    table(
      "The latest rejected records",
      ["Rejected", "Reason", "What was found"],
      newest.map(({ atMs, reason, detail }) => [instant(atMs), reason, detail]),
    ),
  ];
}

/** @param {string} label @param {string[]} heads @param {string[][]} rows */
function table(label, heads, rows, kind = "") {
  const cells = rows.map((row) =>
    element("tr", {}, ...row.map((text, i) => element("td", i === 2 ? { class: "why" } : {}, text))),
  );
  return element(
    "div",
    { class: `evidence put-aside ${kind}`, tabindex: "0", role: "region", "aria-label": label },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...cells),
    ),
  );
}
