import { askDecision, askNext, newId } from "./askDecision.js";
import { CLOSING } from "./reviewActions.js";
import { countWords, DONE_NAMES, notDoneWords } from "./reviewWords.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../../reviews/shownReview").DecisionsRequest} DecisionsRequest */
/** @typedef {import("../../reviews/shownReview").DecisionsAnswer} DecisionsAnswer */
/** @typedef {import("../../reviews/shownReview").MeAnswer} MeAnswer */
/** @typedef {import("../../../reviews/decision").Action} Action */
/** @typedef {import("./askDecision.js").Failure} Failure */
/** @typedef {ReturnType<typeof createReviewDesk>} ReviewDesk */

/** As many as the viewer takes at once. */
export const MOST_AT_ONCE = 100;

/**
 * Where decisions are made: knows who reads, sends what he decides, and offers to take it back.
 * @param {{
 *   find: (id: string) => AlertSummary | undefined,
 *   toast: import("./undoToast.js").UndoToast,
 *   nextWaiting: (id: string) => string,
 *   isShown: (id: string) => boolean,
 *   open: (id: string) => void,
 *   onMe: () => void,
 * }} parts `nextWaiting`: the alert of the list after one that nobody has decided about yet, "" for none; `isShown`: whether it is the one that is open
 */
export function createReviewDesk({ find, toast, nextWaiting, isShown, open, onMe }) {
  /** @type {MeAnswer | undefined} */
  let me;
  let isAsking = false;
  let isOn = false;
  /** What was decided here by the newest decision, until the viewer tells of it. @type {Map<string, { upon?: string, id: string }>} */
  const own = new Map();

  async function learn() {
    if (isAsking) return;
    isAsking = true;
    const answer = await fetch("/api/me").catch(() => undefined);
    if (answer?.status === 401) location.assign("/login");
    if (answer?.ok) me = /** @type {MeAnswer} */ (await answer.json());
    isAsking = false;
    onMe();
  }

  /** The newest decision about an alert, which the next one has to name. @param {string} alert */
  function newestOf(alert) {
    const told = find(alert)?.review?.after;
    const mine = own.get(alert);
    return mine !== undefined && mine.upon === told ? mine.id : told;
  }

  /** @param {Action} action @param {string[]} alerts @param {{ note?: string, untilMs?: number }} [more] @returns {DecisionsRequest} */
  function request(action, alerts, { note = "", untilMs } = {}) {
    return {
      action,
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      ...(untilMs === undefined ? {} : { untilMs }),
      decisions: alerts.map((alert) => ({ id: newId(), alert, after: newestOf(alert) })),
    };
  }

  /**
   * Sends what `request` has made, and tells what became of it. What counts can be taken back for a while.
   * @param {DecisionsRequest} asked
   * @returns {Promise<DecisionsAnswer | Failure>}
   */
  async function send(asked) {
    const [{ alert }] = asked.decisions;
    const next = asked.decisions.length === 1 && CLOSING.has(asked.action) ? nextWaiting(alert) : "";
    const answer = await askDecision(asked);
    if ("problem" in answer) {
      // Who may decide may have changed.
      if (!answer.canRepeat) learn();
      return answer;
    }
    const counting = answer.decisions.filter(({ outcome }) => outcome === "counts");
    for (const one of counting) {
      own.set(one.alert, { upon: asked.decisions.find(({ id }) => id === one.id)?.after, id: one.id });
    }
    if (counting.length > 0) offerUndo(asked, answer);
    if (counting.length > 0 && next !== "" && isShown(alert)) open(next);
    return answer;
  }

  /** @param {DecisionsRequest} asked @param {DecisionsAnswer} answer */
  function offerUndo({ action, decisions }, { decisions: decided }) {
    const alerts = decided.filter(({ outcome }) => outcome === "counts").map(({ alert }) => alert);
    const words = decisions.length === 1 ? `${DONE_NAMES[action]}.` : countWords(action, decided).done;
    if (action === "undo") toast.say(words);
    else toast.offer(words, () => takeBack(request("undo", alerts)));
  }

  /** Who takes back what he decided about one alert wants to see it again. @param {DecisionsRequest} asked */
  async function takeBack(asked) {
    const answer = await send(asked);
    if ("problem" in answer) {
      toast.complain(answer.problem, answer.canRepeat ? () => takeBack(asked) : undefined);
      return;
    }
    const { notDone } = countWords(asked.action, answer.decisions);
    const [{ alert, outcome, word }] = answer.decisions;
    if (notDone !== "") toast.complain(answer.decisions.length === 1 ? notDoneWords(word) : notDone);
    else if (answer.decisions.length === 1 && outcome === "counts" && !isShown(alert)) open(alert);
  }

  /** Takes the worst open alert and shows it. @param {string} [id] of the decision */
  async function next(id = newId()) {
    const answer = await askNext(id);
    if ("problem" in answer) toast.complain(answer.problem, answer.canRepeat ? () => next(id) : undefined);
    else if (answer.alert === null) toast.say("Nothing is open.");
    else open(answer.alert);
  }

  return {
    /** The viewer has a topic of decisions: asks who reads, until it is known. */
    start() {
      isOn = true;
      if (me === undefined) learn();
    },
    isOn: () => isOn,
    isShown,
    me: () => me,
    /** Whether who reads may decide. */
    canDecide: () => me !== undefined && me.because === null,
    request,
    send,
    next: () => next(),
    toast,
  };
}
