/** @typedef {import("../../reviews/shownReview").DecisionsRequest} DecisionsRequest */
/** @typedef {import("../../reviews/shownReview").DecisionsAnswer} DecisionsAnswer */
/** @typedef {import("../../reviews/shownReview").NextAnswer} NextAnswer */
/** @typedef {{ problem: string, canRepeat: boolean }} Failure `canRepeat`: the same may be sent again */

const ID_BYTES = 16;

/** An id that nobody else chooses; made without what browsers keep for secure connections. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Has something decided. Sent again with the same ids, it counts once. @param {DecisionsRequest} request @returns {Promise<DecisionsAnswer | Failure>} */
export function askDecision(request) {
  return post("/api/decisions", request);
}

/** Takes the worst open alert. @param {string} id of the decision @returns {Promise<NextAnswer | Failure>} */
export function askNext(id) {
  return post("/api/next", { id });
}

/** @param {string} path @param {unknown} body @returns {Promise<any>} */
async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (answer === undefined) return { problem: "The viewer does not answer.", canRepeat: true };
  if (answer.status === 401) location.assign("/login");
  const told = await answer.json().catch(() => undefined);
  if (told !== undefined && (answer.ok || answer.status === 409)) return told;
  const words = told?.errors?.join(" ") ?? `The viewer answered with ${answer.status}.`;
  return { problem: words, canRepeat: answer.status === 429 || answer.status >= 500 };
}
