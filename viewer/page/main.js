import { createAccountRoom } from "./accounts/accountRoom.js";
import { createCasesRoom } from "./accounts/casesRoom.js";
import { createSidePane } from "./alert/sidePane.js";
import { isPutOff, isWaiting } from "./decisions/reviewActions.js";
import { createReviewBar } from "./decisions/reviewBar.js";
import { createReviewDesk } from "./decisions/reviewDesk.js";
import { reviewKeys } from "./decisions/reviewKeys.js";
import { createUndoToast } from "./decisions/undoToast.js";
import { createHealthRoom } from "./health/healthRoom.js";
import { showState } from "./health/stateLine.js";
import { createAlertList } from "./list/alertList.js";
import { createAlertModel } from "./list/alertModel.js";
import { createAnnouncer } from "./list/announcer.js";
import { emptyState } from "./list/emptyState.js";
import { linkExports } from "./list/exportLinks.js";
import { exactly, isActive, passes, readFilter } from "./list/filter.js";
import { fillForm, paramsOf } from "./list/filterForm.js";
import { foundText } from "./list/foundText.js";
import { createLastVisit } from "./list/lastVisit.js";
import { createMarkBar } from "./list/markBar.js";
import { createMarks } from "./list/marks.js";
import { chooseRule, createRuleChoice } from "./list/ruleChoice.js";
import { createRulesRoom } from "./rules/rulesRoom.js";
import { addressOf, readAddress } from "./shared/address.js";
import { byId } from "./shared/element.js";
import { followKeys } from "./shared/keys.js";
import { followEvents } from "./shared/liveEvents.js";
import { themeSwitch } from "./shared/themeSwitch.js";

/** @typedef {import("../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../web/eventStream").ViewerStatus} ViewerStatus */

const model = createAlertModel();
const announcer = createAnnouncer(byId("announcer"));
const form = /** @type {HTMLFormElement} */ (byId("filters"));
const ruleSelect = /** @type {HTMLSelectElement} */ (form.elements.namedItem("rule"));
const accountField = /** @type {HTMLInputElement} */ (form.elements.namedItem("account"));
const reviewSelect = /** @type {HTMLSelectElement} */ (form.elements.namedItem("review"));
const shadowSwitch = /** @type {HTMLInputElement} */ (form.elements.namedItem("shadow"));
const offerRules = createRuleChoice(ruleSelect);
const lastVisit = createLastVisit(localStorage, () => document.hidden);
const TITLE = document.title;
const pause = /** @type {HTMLButtonElement} */ (byId("pause"));
const desk = createReviewDesk({
  find: model.find,
  toast: createUndoToast(byId("toast")),
  nextWaiting: (id) => list.nextOf(id, (alert) => isWaiting(model.find(alert.id) ?? alert, Date.now())),
  isShown: (id) => address.view === "alert" && address.id === id,
  open: (id) => go("alert", id),
  onMe: () => applyFilter(),
});
const marks = createMarks((ids) => markBar.show(ids));
const list = createAlertList(byId("list"), byId("rows"), (id) => go("alert", id), { marks, canMark: desk.canDecide });
const markBar = createMarkBar(byId("marked"), desk, {
  onUnmark(ids) {
    marks.remove(ids);
    list.render();
  },
});
const reviewBar = createReviewBar(desk);
const side = createSidePane(
  byId("side"),
  { onAccount: filterByAccount, onRule: filterByRule, onClose: () => go("list"), onStep: goBeside },
  reviewBar,
);
const rulesRoom = createRulesRoom(byId("rules"), (rule, isShadow) => {
  if (isShadow) shadowSwitch.checked = true;
  filterByRule(rule);
});
const healthRoom = createHealthRoom(byId("health"));
const casesRoom = createCasesRoom(byId("cases"));
const accountRoom = createAccountRoom(byId("account"), {
  alerts: model.all,
  onAccount: (name) => go("account", name),
  onList(name) {
    accountField.value = exactly(name);
    go("list");
  },
  onRule(rule, name) {
    accountField.value = exactly(name);
    chooseRule(ruleSelect, rule);
    go("list");
  },
});

/** Those that have a tab. */
const VIEWS = /** @type {const} */ (["list", "overview", "cases", "rules", "health"]);
/** Pixels from which on an alert stands beside the list. */
const WIDE = 900;

let filter = readFilter(form);
let params = paramsOf(form);
let isLoaded = false;
/** Whether the view has caught up: what brings it up to date after loading is no news. */
let isCurrent = false;
let isConnected = false;
let address = readAddress(location.hash);
/** Why the viewer does not let this page in, "" while it does. */
let refusal = "";
let isDrawing = false;
/** @type {ViewerStatus | undefined} */
let status;
/** What was in view when the reader pressed pause. @type {AlertSummary[] | undefined} */
let frozen;
/** @type {Set<string>} */
let newWhilePaused = new Set();

/** Many changes, one drawing per frame. */
function redraw() {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    draw();
  });
}

function draw() {
  const held = frozen?.map(withReview) ?? model.all();
  offerRules(held);
  const ofRules = held.filter(isOfRules);
  const all = ofRules.filter(isNotPutOff);
  const hidden = { shadow: held.length - ofRules.length, putOff: ofRules.length - all.length };
  const reader = { nowMs: Date.now(), me: desk.me()?.name ?? null };
  const shown = isActive(filter) ? all.filter((alert) => passes(alert, filter, reader)) : all.slice();
  const { fresh } = lastVisit.look(all);
  if (isLoaded) list.show(shown, lastVisit.newOf(shown));
  byId("found").textContent = foundText(shown.length, { all: all.length, isFiltered: isActive(filter), hidden, fresh });
  form.classList.toggle("is-active", isActive(filter));
  const empty = byId("empty");
  empty.hidden = shown.length > 0;
  byId("list").classList.toggle("is-empty", shown.length === 0);
  if (shown.length === 0)
    empty.replaceChildren(
      ...emptyState(isLoaded ? status : undefined, isActive(filter) && all.length > 0, hidden, {
        clear: () => form.reset(),
        showShadow: () => shadowSwitch.click(),
        showPutOff: () => chooseReview("snoozed"),
      }),
    );
  pause.textContent =
    frozen === undefined
      ? "Pause"
      : newWhilePaused.size === 0
        ? "Resume"
        : `Resume (+${newWhilePaused.size.toLocaleString("en")})`;
  showState({ isConnected, refusal, isPaused: frozen !== undefined, status, problem: address.problem });
  casesRoom.update(shown, status?.hasReviews === true);
  side.update({
    alerts: shown,
    choice: `${params}${frozen === undefined ? "" : " paused"}`,
    newestMs: model.all()[0]?.lastMs ?? 0,
    find: model.find,
  });
}

/** Alerts of shadow rules count only where the reader wants them. @param {AlertSummary} alert */
function isOfRules({ rule }) {
  return shadowSwitch.checked || rule?.mode !== "shadow";
}

/** What is put off is not to be seen unless it is asked for. @param {AlertSummary} alert */
function isNotPutOff(alert) {
  return filter.review !== "" || !isPutOff(alert, Date.now());
}

/** @param {AlertSummary} alert */
function isCounted(alert) {
  return isOfRules(alert) && isNotPutOff(alert);
}

/** What people decide is told while the list stands still, too. @param {AlertSummary} alert */
function withReview(alert) {
  const now = model.find(alert.id);
  return now === undefined ? alert : { ...alert, review: now.review };
}

/** The tab tells how many alerts wait; a page that nobody sees draws nothing else. */
function showUnseen() {
  const unseen = document.hidden ? lastVisit.look(model.all().filter(isCounted)).unseen : 0;
  document.title = unseen === 0 ? TITLE : `(${unseen.toLocaleString("en")}) ${TITLE}`;
}

/** @param {string} choice */
function chooseReview(choice) {
  reviewSelect.value = choice;
  filterAsTyped();
}

/** @param {string} rule */
function filterByRule(rule) {
  chooseRule(ruleSelect, rule);
  showFiltered();
}

/** @param {string} account */
function filterByAccount(account) {
  accountField.value = exactly(account);
  showFiltered();
}

/** Rooms take the whole page. @param {import("./shared/address.js").View} view */
function isRoom(view) {
  return view === "cases" || view === "rules" || view === "health" || view === "account";
}

/** Beside the alert that is open, where there is room for both. */
function showFiltered() {
  if (address.view === "alert" && innerWidth >= WIDE) go("alert", address.id);
  else go("list");
}

/** To another view, with the filter as it is. @param {import("./shared/address.js").View} view @param {string} [id] of the alert, or the account's name */
function go(view, id) {
  location.hash = addressOf(view, id, paramsOf(form));
  // Now, not when the browser tells of it: what is typed until then would be lost.
  route();
}

/** To the alert before or behind the one that is open; in the list, to its row. @param {number} step */
function goBeside(step) {
  if (address.view !== "alert") {
    if (address.view === "list") list.focus(step);
    return;
  }
  const id = list.beside(address.id, step);
  if (id !== "") go("alert", id);
}

/** Only where the list can be seen. */
function markActive() {
  if (address.view === "list" || address.view === "alert") list.markActive();
}

function applyFilter() {
  params = paramsOf(form);
  filter = readFilter(form);
  const me = desk.me()?.name ?? null;
  linkExports(filter, { withShadow: shadowSwitch.checked, hasReviews: desk.isOn(), me });
  byId("next").hidden = !desk.canDecide();
  for (const view of VIEWS) for (const link of linksTo(view)) link.hash = addressOf(view, "", params);
  redraw();
}

/** @param {typeof VIEWS[number]} view @returns {HTMLAnchorElement[]} */
function linksTo(view) {
  const tab = /** @type {HTMLAnchorElement} */ (byId(`tab-${view}`));
  return view === "list" ? [tab, /** @type {HTMLAnchorElement} */ (byId("home"))] : [tab];
}

/** Typing changes the address and leaves no trail. */
function filterAsTyped() {
  applyFilter();
  history.replaceState(null, "", addressOf(address.view, address.id, params));
}

function route() {
  address = readAddress(location.hash);
  const { view, id } = address;
  if (address.filter !== undefined) fillForm(form, address.filter);
  const before = document.body.dataset.view;
  document.body.dataset.view = view;
  for (const tab of VIEWS) {
    if (view === tab) byId(`tab-${tab}`).setAttribute("aria-current", "page");
    else byId(`tab-${tab}`).removeAttribute("aria-current");
  }
  const alert = view === "alert" ? id : "";
  list.select(alert);
  side.open(alert);
  accountRoom.open(view === "account" ? id : "");
  casesRoom.open(view === "cases");
  rulesRoom.open(view === "rules");
  healthRoom.open(view === "health");
  const skip = /** @type {HTMLAnchorElement} */ (byId("skip"));
  const [place, what] = isRoom(view) ? [view, view] : ["list", "alerts"];
  skip.hash = `#${place}`;
  skip.textContent = `Skip to the ${what}`;
  // Back where the reader came from; on a phone the list was away and has lost its place.
  if (before === "alert" && view === "list") list.focus();
  applyFilter();
}

form.addEventListener("input", filterAsTyped);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filterAsTyped));
pause.addEventListener("click", () => {
  frozen = frozen === undefined ? model.all().slice() : undefined;
  newWhilePaused.forEach(list.noteNew);
  newWhilePaused = new Set();
  pause.setAttribute("aria-pressed", String(frozen !== undefined));
  redraw();
});
addEventListener("hashchange", route);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) lastVisit.comeBack();
  showUnseen();
  redraw();
});
addEventListener("keydown", (event) => {
  const isOfDialog = document.querySelector("dialog[open]") !== null;
  if (event.key === "Escape" && !isOfDialog && document.body.dataset.view === "alert") side.close();
});
followKeys([
  { keys: ["j"], what: "Next alert", act: () => goBeside(1) },
  { keys: ["k"], what: "Previous alert", act: () => goBeside(-1) },
  { keys: ["/"], what: "Find an account", act: () => accountField.focus() },
  ...reviewKeys(desk, { bar: reviewBar, markBar, mark: markActive }),
]);
byId("next").addEventListener("click", desk.next);
themeSwitch(/** @type {HTMLButtonElement} */ (byId("theme")), () => {
  side.repaint();
  accountRoom.repaint();
});
route();

followEvents({
  onReset() {
    isCurrent = false;
    model.startLoading();
  },
  onAlerts: model.load,
  onReady() {
    model.finishLoading();
    isLoaded = true;
    showUnseen();
    redraw();
  },
  onCurrent() {
    isCurrent = true;
  },
  onChanges(changes) {
    for (const change of changes) {
      if (isCurrent && change.put !== undefined && isCounted(change.put) && model.find(change.put.id) === undefined) {
        announcer.noteNew(change.put);
        if (frozen === undefined) list.noteNew(change.put.id);
        else newWhilePaused.add(change.put.id);
      }
      model.apply(change);
    }
    showUnseen();
    redraw();
  },
  onStatus(next) {
    status = next;
    if (next.hasReviews) desk.start();
    document.body.classList.toggle("has-reviews", next.hasReviews);
    byId("tab-rules").hidden = !next.hasRules;
    document.body.classList.toggle("shows-rules", next.hasRules);
    redraw();
  },
  onConnection(connected) {
    if (isConnected === connected) return;
    isConnected = connected;
    redraw();
  },
  onRefusal(words) {
    refusal = words;
    redraw();
  },
});
