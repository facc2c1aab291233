import { element } from "../shared/element.js";
import { createComplaint } from "./complaint.js";
import { putOffForm } from "./putOffForm.js";
import { ACTION_NAMES, actionsOf } from "./reviewActions.js";
import { reviewHistory } from "./reviewHistory.js";
import { notDoneWords, reviewWords } from "./reviewWords.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../../reviews/shownReview").DecisionsRequest} DecisionsRequest */
/** @typedef {import("../../reviews/shownReview").ReviewAnswer} ReviewAnswer */
/** @typedef {import("../../reviews/shownReview").ShownDecision} ShownDecision */
/** @typedef {import("../../../reviews/decision").Action} Action */
/** @typedef {ReturnType<typeof createReviewBar>} ReviewBar */

const MAX_NOTE_CHARACTERS = "2000";

/**
 * What was decided about the alert that is open, and the buttons to decide. It stays the same element while all around it is
 * drawn anew, so that whoever writes a note goes on writing.
 * @param {import("./reviewDesk.js").ReviewDesk} desk
 */
export function createReviewBar(desk) {
  const state = element("div", { class: "review-state", tabindex: "-1" });
  const readOnly = element("p", { class: "hint" });
  const noteName = element("span", {}, "Note");
  const note = element("textarea", { name: "note", rows: "1", maxlength: MAX_NOTE_CHARACTERS });
  const noteLabel = element("label", { class: "note" }, noteName, note);
  const buttons = element("div", { class: "review-actions" });
  const form = putOffForm({ onPutOff: putOff, onCancel: () => askPutOff(false) });
  const complaint = createComplaint();
  const history = element("div", {});
  const bar = element("section", { class: "review", "aria-label": "Decision" });
  bar.append(state, readOnly, noteLabel, buttons, form, complaint.element, history);

  let openId = "";
  /** @type {AlertSummary | undefined} */
  let alert;
  let shownState = "";
  let shownButtons = "";
  let shownHistory = "";
  /** Alerts about which something is on its way. @type {Set<string>} */
  const underWay = new Set();
  /** What was written and not sent, by alert. @type {Map<string, string>} */
  const drafts = new Map();
  /** Of the alert that is open. @type {ShownDecision[]} */
  let decisions = [];

  /** @param {string} id @param {AlertSummary | undefined} summary undefined where it is not in view */
  function show(id, summary) {
    alert = summary;
    if (id !== openId) change(id);
    bar.hidden = summary === undefined || !desk.isOn();
    if (summary === undefined || !desk.isOn()) return;
    showState(summary);
    showButtons(summary);
    const version = `${id} ${summary.review?.after}`;
    if (version !== shownHistory) loadHistory(version, id);
  }

  /** @param {string} id */
  function change(id) {
    openId = id;
    note.value = drafts.get(id) ?? "";
    decisions = [];
    history.replaceChildren();
    complaint.clear();
    askPutOff(false);
  }

  /** @param {AlertSummary} summary */
  function showState({ review }) {
    const words = reviewWords(review, Date.now());
    if (JSON.stringify(words) === shownState) return;
    shownState = JSON.stringify(words);
    state.dataset.state = review?.state ?? "open";
    state.replaceChildren(...words.map((text) => element("p", {}, text)));
  }

  /** @param {AlertSummary} summary */
  function showButtons({ id, review }) {
    const canDecide = desk.canDecide();
    const because = desk.me()?.because ?? "";
    const newest = decisions.at(-1);
    const isMine = newest !== undefined && newest.by === desk.me()?.name && newest.id === review?.after;
    const canUndo = isMine && newest.action !== "undo";
    const actions = canDecide ? [...actionsOf(review), .../** @type {Action[]} */ (canUndo ? ["undo"] : [])] : [];
    const isBusy = underWay.has(id);
    const version = `${actions} ${isBusy} ${because}`;
    if (version === shownButtons) return;
    shownButtons = version;
    const hadFocus = buttons.contains(document.activeElement);
    readOnly.textContent = because;
    noteLabel.hidden = !canDecide;
    buttons.setAttribute("aria-busy", String(isBusy));
    buttons.replaceChildren(...actions.map((action) => button(action, isBusy)));
    for (const one of form.querySelectorAll("button")) one.disabled = isBusy;
    if (hadFocus) state.focus({ preventScroll: true });
  }

  /** @param {Action} action @param {boolean} isBusy */
  function button(action, isBusy) {
    const created = element("button", { type: "button", "data-action": action }, ACTION_NAMES[action]);
    created.disabled = isBusy;
    created.addEventListener("click", ({ detail }) => {
      // By the second half of a double click another alert may have come under the pointer.
      if (detail < 2) act(action);
    });
    return created;
  }

  /** @param {string} version @param {string} id */
  async function loadHistory(version, id) {
    shownHistory = version;
    const answer = await fetch(`/api/reviews/${encodeURIComponent(id)}`).catch(() => undefined);
    if (version !== shownHistory) return;
    if (!answer?.ok) {
      // Asked again with the next change.
      shownHistory = "";
      return;
    }
    decisions = /** @type {ReviewAnswer} */ (await answer.json()).history;
    if (id !== openId || alert === undefined) return;
    history.replaceChildren(...(decisions.length === 0 ? [] : [reviewHistory(decisions)]));
    showButtons(alert);
  }

  /** Does what a button or a key says, where it is possible now. @param {Action} action */
  function act(action) {
    if (!desk.isShown(openId)) return;
    const found = buttons.querySelector(`[data-action=${action}]`);
    if (!(found instanceof HTMLButtonElement) || found.disabled || bar.hidden) return;
    if (action === "snooze") askPutOff(form.hidden);
    else decide(action);
  }

  /** @param {boolean} isAsked */
  function askPutOff(isAsked) {
    form.hidden = !isAsked;
    noteName.textContent = isAsked ? "Reason" : "Note";
    note.required = isAsked;
    note.setAttribute("aria-invalid", "false");
    if (isAsked) note.focus();
  }

  /** @param {number} untilMs */
  function putOff(untilMs) {
    if (note.value.trim() !== "") return decide("snooze", untilMs);
    note.setAttribute("aria-invalid", "true");
    complaint.tell("Say why they are put off.");
    note.focus();
  }

  /** @param {Action} action @param {number} [untilMs] */
  function decide(action, untilMs) {
    send(openId, desk.request(action, [openId], { note: action === "undo" ? "" : note.value, untilMs }));
  }

  /** @param {string} id of the alert @param {DecisionsRequest} request */
  async function send(id, request) {
    if (underWay.has(id)) return;
    underWay.add(id);
    complaint.clear();
    refresh();
    const answer = await desk.send(request);
    underWay.delete(id);
    refresh();
    if ("problem" in answer) {
      const again = answer.canRepeat ? () => send(id, request) : undefined;
      if (id === openId) complaint.tell(answer.problem, again);
      else desk.toast.complain(answer.problem, again);
      return;
    }
    const [{ outcome, word }] = answer.decisions;
    if (outcome === "counts") forgetDraft(id, request.note);
    else if (id === openId) complaint.tell(notDoneWords(word));
    else desk.toast.complain(notDoneWords(word));
  }

  function refresh() {
    if (alert !== undefined) showButtons(alert);
  }

  /** @param {string} id @param {string} [sent] */
  function forgetDraft(id, sent) {
    if (sent === undefined || drafts.get(id)?.trim() !== sent) return;
    drafts.delete(id);
    if (id !== openId) return;
    note.value = "";
    askPutOff(false);
  }

  note.addEventListener("input", () => {
    drafts.set(openId, note.value);
    note.setAttribute("aria-invalid", "false");
  });
  bar.addEventListener("keydown", (event) => {
    const isOfField = event.target === note || form.contains(/** @type {Node} */ (event.target));
    if (event.key !== "Escape" || !isOfField) return;
    // Only out of the field, not out of the alert.
    event.stopPropagation();
    askPutOff(false);
    state.focus({ preventScroll: true });
  });
  return { element: bar, show, act };
}
