import { timeSpan } from "../shared/format.js";

/** @typedef {import("../../health/health").HealthLine} HealthLine */
/** @typedef {import("../../health/jobWatch").JobState} JobState */

/** @type {Record<JobState, string>} */
export const JOB_WORDS = {
  running: "job running",
  changing: "job changing",
  none: "no job runs",
  unreachable: "job unknown",
};

/** Whether payments may go unjudged. @param {JobState | null} job */
export function isJobAway(job) {
  return job !== null && job !== "running";
}

/** `alerts 0.1 s after payment · job running · 217 rejected`, as far as it is known. @param {HealthLine} line */
export function healthWords({ job, latencyMs, rejected }) {
  return [
    ...(latencyMs === null ? [] : [`alerts ${latencyText(latencyMs)} after payment`]),
    ...(job === null ? [] : [JOB_WORDS[job]]),
    ...(rejected === null ? [] : [`${rejected.toLocaleString("en")} rejected`]),
  ].join(" · ");
}

/** Tenths of a second, which nobody needs of minutes. @param {number} ms */
export function latencyText(ms) {
  return ms < 60_000 ? `${(Math.max(1, Math.ceil(ms / 100)) / 10).toFixed(1)} s` : timeSpan(ms);
}
