import { showDetail } from "./detail.js";
import { byId, element } from "./element.js";
import { accountsOf } from "./filter.js";
import { flowsOf } from "./flows.js";
import { showOverview } from "./overview.js";

/** @typedef {import("../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../../transforms/alert").Alert} Alert */

/** Drawings of many alerts are worth a moment's wait. */
const OVERVIEW_EVERY_MS = 5_000;

/**
 * The pane beside the list: an alert's details, or the overview of all that is listed.
 * @param {HTMLElement} place
 * @param {{ onAccount: (account: string) => void, onRule: (rule: string) => void, onClose: () => void }} actions
 */
export function createSidePane(place, { onAccount, onRule, onClose }) {
  let openId = "";
  /** What is drawn, to see whether anything has changed. */
  let drawn = "";
  let drawnAtMs = 0;
  let timer = 0;
  /** @type {AlertSummary[]} */
  let shown = [];
  let find = (/** @type {string} */ _) => /** @type {AlertSummary | undefined} */ (undefined);
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

  function paintAlert() {
    const id = openId;
    const summary = find(id);
    const version = `alert ${id} ${summary?.revision}`;
    if (version === drawn) return;
    const isFirst = !drawn.startsWith(`alert ${id} `);
    drawn = version;
    replace(async () => {
      const answer = await fetch(`/api/alerts/${encodeURIComponent(id)}`).catch(() => undefined);
      if (openId !== id) return () => {};
      if (answer?.ok) {
        const alert = /** @type {Alert} */ (await answer.json());
        const remove = await showDetail(place, alert, { related: relatedTo(alert), onAccount, onClose });
        if (isFirst) toTop();
        return remove;
      }
      showGone(answer?.status === 404);
      return () => {};
    });
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
      shown.filter((other) => other.id !== alert.id && accountsOf(other).some((name) => own.has(name))),
    ).slice(0, 20);
  }

  /** @param {boolean} isUnknown */
  function showGone(isUnknown) {
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
    const version = `overview ${shown.length} ${shown[0]?.id} ${shown[0]?.revision} ${shown[shown.length - 1]?.id}`;
    if (version === drawn) return;
    const wait =
      drawn.startsWith("overview 0") || !drawn.startsWith("overview") ? 0 : drawnAtMs + OVERVIEW_EVERY_MS - Date.now();
    if (wait > 0) {
      timer = window.setTimeout(paintOverview, wait);
      return;
    }
    drawn = version;
    drawnAtMs = Date.now();
    replace(() => showOverview(place, shown, { onAccount, onRule }));
  }

  function paint() {
    place.setAttribute("aria-label", openId === "" ? "Overview" : "Details");
    if (openId !== "") paintAlert();
    else if (place.checkVisibility()) paintOverview();
  }

  return {
    /** Shows an alert, or with an empty id the overview. @param {string} id */
    open(id) {
      if (openId !== id) clearTimeout(timer);
      openId = id;
    },
    close: onClose,
    /** @param {AlertSummary[]} alerts as listed @param {(id: string) => AlertSummary | undefined} findAlert */
    update(alerts, findAlert) {
      shown = alerts;
      find = findAlert;
      paint();
    },
    /** Draws again, in new colours. */
    repaint() {
      drawn = "";
      paint();
    },
  };
}
