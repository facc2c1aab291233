import { flowsOf } from "../drawing/flows.js";
import { accountsOf } from "../list/filter.js";
import { showOverview } from "../overview/overview.js";
import { byId, element } from "../shared/element.js";
import { showDetail } from "./detail.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../../../transforms/alert").Alert} Alert */
/**
 * What is listed now.
 * @typedef {object} Listed
 * @property {AlertSummary[]} alerts newest first
 * @property {string} choice names the reader's choice of them
 * @property {number} newestMs the newest payment of all alerts that are here, in epoch milliseconds
 * @property {(id: string) => AlertSummary | undefined} find any alert that is here
 */

/** Drawings of many alerts are worth a moment's wait. */
const OVERVIEW_EVERY_MS = 5_000;

/** What the reader has chosen is drawn as soon as he pauses. */
const CHOICE_MS = 200;

/**
 * The pane beside the list: an alert's details, or the overview of all that is listed.
 * @param {HTMLElement} place
 * @param {{ onAccount: (account: string) => void, onRule: (rule: string) => void, onClose: () => void, onStep: (step: number) => void }} actions
 * @param {import("../decisions/reviewBar.js").ReviewBar} reviewBar
 */
export function createSidePane(place, { onAccount, onRule, onClose, onStep }, reviewBar) {
  let openId = "";
  /** Whose details stand in the place; "" for none. */
  let paintedId = "";
  /** What is drawn, to see whether anything has changed. */
  let drawn = "";
  let drawnAtMs = 0;
  let timer = 0;
  /** @type {Listed} */
  let listed = { alerts: [], choice: "", newestMs: 0, find: () => undefined };
  let drawnChoice = "";
  let choiceAtMs = 0;
  /** When the window of the alert that is open ends, as far as is known. */
  let endsMs = Number.POSITIVE_INFINITY;
  /** One drawing after the other. */
  let work = Promise.resolve(() => {});

  /** @param {() => Promise<() => void>} paint */
  function replace(paint) {
    work = work
      .then(async (remove) => {
        remove();
        return paint();
      })
      .catch((error) => {
        console.error(error);
        return () => {};
      });
  }

  /** The present by the clock or the newest payment, whichever is later: no window that ended before is open. */
  const presentMs = () => Math.max(Date.now(), listed.newestMs);

  function paintAlert() {
    const id = openId;
    const summary = listed.find(id);
    const versionNow = () => `alert ${id} ${summary?.revision} ${endsMs <= presentMs()}`;
    if (versionNow() === drawn) return;
    const isFirst = !drawn.startsWith(`alert ${id} `);
    drawn = versionNow();
    replace(async () => {
      const answer = await fetch(`/api/alerts/${encodeURIComponent(id)}`).catch(() => undefined);
      if (openId !== id) return () => {};
      if (answer?.ok) {
        const alert = /** @type {Alert} */ (await answer.json());
        endsMs = alert.timing === "EARLY" ? Date.parse(alert.windowEnd) : Number.POSITIVE_INFINITY;
        const isOpen = endsMs > presentMs();
        drawn = versionNow();
        paintedId = id;
        showDecision();
        const remove = await showDetail(place, alert, {
          ...{ related: relatedTo(alert), isOpen },
          ...{ onAccount, onClose, onStep, decision: reviewBar.element },
        });
        if (isFirst) toTop();
        return remove;
      }
      showGone(answer?.status === 404);
      return () => {};
    });
  }

  /** Never about another alert than the one that is seen. */
  function showDecision() {
    if (paintedId !== "" && paintedId === openId) reviewBar.show(openId, listed.find(openId));
  }

  function toTop() {
    place.scrollTop = 0;
    byId("detail-title").focus({ preventScroll: true });
  }

  /** Flows of listed alerts that share an account with this one. @param {Alert} alert */
  function relatedTo(alert) {
    const subject = alert.subject !== undefined && "accounts" in alert.subject ? alert.subject.accounts : [];
    const own = new Set(accountsOf({ origin: alert.origin, target: alert.target, subject }));
    return flowsOf(
      listed.alerts.filter((other) => other.id !== alert.id && accountsOf(other).some((name) => own.has(name))),
    ).slice(0, 20);
  }

  /** @param {boolean} isUnknown */
  function showGone(isUnknown) {
    paintedId = "";
    const close = element("button", { type: "button", class: "close" }, "Close");
    close.addEventListener("click", onClose);
    place.replaceChildren(
      element(
        "header",
        { class: "detail-head" },
        element("h2", { id: "detail-title", tabindex: "-1" }, "This alert is not here"),
        element("div", { class: "detail-actions" }, close),
      ),
      element(
        "p",
        { class: "quiet" },
        isUnknown
          ? "It was replaced by an alert of a longer session, was withdrawn, is older than what the viewer keeps, or never arrived."
          : "The viewer does not answer. It is tried again as soon as the connection is back.",
      ),
    );
    if (!isUnknown) drawn = "";
  }

  function paintOverview() {
    clearTimeout(timer);
    const { alerts, choice } = listed;
    const [newest, oldest] = [alerts[0], alerts[alerts.length - 1]];
    const version = `overview ${alerts.length} ${newest?.id} ${newest?.revision} ${oldest?.id} ${choice}`;
    if (version === drawn) return;
    const wait = overviewAtMs() - Date.now();
    if (wait > 0) {
      timer = window.setTimeout(paintOverview, wait);
      return;
    }
    drawn = version;
    drawnChoice = choice;
    drawnAtMs = Date.now();
    paintedId = "";
    replace(() => showOverview(place, alerts, { onAccount, onRule }));
  }

  /** When the overview is to be drawn: at once where there is none, soon after a choice, else now and then. */
  function overviewAtMs() {
    if (drawn.startsWith("overview 0") || !drawn.startsWith("overview")) return 0;
    return listed.choice === drawnChoice ? drawnAtMs + OVERVIEW_EVERY_MS : choiceAtMs + CHOICE_MS;
  }

  function paint() {
    place.setAttribute("aria-label", openId === "" ? "Overview" : "Details");
    showDecision();
    if (openId !== "") paintAlert();
    else if (place.checkVisibility()) paintOverview();
  }

  return {
    /** Shows an alert, or with an empty id the overview. @param {string} id */
    open(id) {
      if (openId === id) return;
      clearTimeout(timer);
      openId = id;
      endsMs = Number.POSITIVE_INFINITY;
    },
    close: onClose,
    /** @param {Listed} next */
    update(next) {
      if (next.choice !== listed.choice) choiceAtMs = Date.now();
      listed = next;
      paint();
    },
    /** Draws again, in new colours. */
    repaint() {
      drawn = "";
      paint();
    },
  };
}
