import { createComplaint } from "../decisions/complaint.js";
import { ACTION_NAMES } from "../decisions/reviewActions.js";
import { MOST_AT_ONCE } from "../decisions/reviewDesk.js";
import { countWords } from "../decisions/reviewWords.js";
import { element } from "../shared/element.js";

/** @typedef {import("../../reviews/shownReview").DecisionsRequest} DecisionsRequest */
/** @typedef {import("../../../reviews/decision").Action} Action */

const ACTIONS = /** @type {const} */ (["take", "confirm", "dismiss"]);

/** @typedef {ReturnType<typeof createMarkBar>} MarkBar */

/**
 * Decides about several alerts at once: those that are marked in the list.
 * @param {HTMLElement} place
 * @param {import("../decisions/reviewDesk.js").ReviewDesk} desk
 * @param {{ onUnmark: (ids: string[]) => void }} actions
 */
export function createMarkBar(place, desk, { onUnmark }) {
  const count = element("p", { class: "count", role: "status" });
  const complaint = createComplaint();
  const clear = element("button", { type: "button" }, "Clear");
  const buttons = ACTIONS.map((action) => {
    const button = element("button", { type: "button" }, ACTION_NAMES[action]);
    button.addEventListener("click", () => act(action));
    return button;
  });
  place.replaceChildren(count, ...buttons, clear, complaint.element);
  /** @type {string[]} */
  let marked = [];
  let isBusy = false;

  /** @param {string[]} ids */
  function show(ids) {
    const words = `${ids.length === 0 ? "None" : ids.length} marked`;
    marked = ids;
    if (count.textContent !== words) count.textContent = words;
    // Why some do not count is to be read when they have left the list, too.
    place.hidden = ids.length === 0 && complaint.isEmpty();
  }

  /** @param {Action} action */
  function act(action) {
    if (marked.length === 0 || isBusy) return;
    if (marked.length <= MOST_AT_ONCE) send(desk.request(action, marked));
    else complaint.tell(`At most ${MOST_AT_ONCE} at once.`);
  }

  /** @param {DecisionsRequest} request */
  async function send(request) {
    setBusy(true);
    complaint.clear();
    const answer = await desk.send(request);
    setBusy(false);
    if ("problem" in answer) return complaint.tell(answer.problem, answer.canRepeat ? () => send(request) : undefined);
    const { notDone } = countWords(request.action, answer.decisions);
    if (notDone !== "") complaint.tell(notDone);
    onUnmark(answer.decisions.filter(({ outcome }) => outcome === "counts").map(({ alert }) => alert));
  }

  /** @param {boolean} isOn */
  function setBusy(isOn) {
    isBusy = isOn;
    place.setAttribute("aria-busy", String(isOn));
    for (const button of buttons) button.disabled = isOn;
  }

  clear.addEventListener("click", () => {
    complaint.clear();
    onUnmark(marked);
  });
  return { show, act, hasMarks: () => marked.length > 0 };
}
