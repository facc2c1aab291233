import { byId } from "../shared/element.js";
import { counted } from "../shared/format.js";
import { healthWords, isJobAway } from "./healthWords.js";

/** @typedef {import("../../web/eventStream").ViewerStatus} ViewerStatus */

/**
 * Says whether what is seen is live, and what it lacks.
 * @param {{ isConnected: boolean, refusal: string, isPaused: boolean, status?: ViewerStatus, problem: string }} now `problem`: of the page's address
 */
export function showState(now) {
  const [state, text] = stateOf(now);
  byId("state").dataset.state = state;
  const more = now.isConnected && now.refusal === "" && now.status !== undefined ? healthWords(now.status) : "";
  for (const [id, words] of [
    ["state-text", text],
    ["state-more", more === "" ? "" : ` · ${more}`],
  ]) {
    if (byId(id).textContent !== words) byId(id).textContent = words;
  }
  const notice = byId("notice");
  const words = noticeOf(now);
  notice.hidden = words === "";
  if (notice.textContent !== words) notice.textContent = words;
}

/** @param {{ isConnected: boolean, refusal: string, isPaused: boolean, status?: ViewerStatus }} now */
function stateOf({ isConnected, refusal, isPaused, status }) {
  if (refusal !== "") return ["lost", "Waiting"];
  if (!isConnected) return status === undefined ? ["connecting", "Connecting"] : ["lost", "Reconnecting"];
  if (status !== undefined && status.notReady !== null) return ["lost", "Kafka away"];
  const text = isPaused ? "Paused" : status?.job === "none" ? "Not judged" : "Live";
  if (status !== undefined && isJobAway(status.job)) return ["unjudged", text];
  return [isPaused ? "paused" : "live", text];
}

/** @param {{ isConnected: boolean, refusal: string, status?: ViewerStatus, problem: string }} now */
function noticeOf({ isConnected, refusal, status, problem }) {
  if (refusal !== "") return refusal;
  if (status === undefined) return problem;
  if (!isConnected)
    return "The viewer does not answer. The alerts below may be out of date; the page comes back by itself.";
  if (status.notReady !== null)
    return `The viewer gets nothing from Kafka now: ${status.notReady}. The alerts below may be out of date.`;
  const words = problem === "" ? [] : [problem];
  if (status.dropped > 0)
    words.push(
      `Older alerts were dropped from this view: ${status.dropped.toLocaleString("en")} so far, the newest stay (at most ${status.maxAlerts.toLocaleString("en")}).`,
    );
  if (status.malformed > 0)
    words.push(
      `Skipped ${counted(status.malformed, "record")} of topic ${status.topic} that ${status.malformed === 1 ? "is no alert" : "are no alerts"}; the viewer's log tells which.`,
    );
  return words.join(" ");
}
