import { moneyLength } from "../shared/format.js";
import { alertRow, fillRow } from "./alertRow.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

/** Rows kept ready above and below what is seen. */
const OVERSCAN = 8;
/** How long a row that has just come is marked. */
const FRESH_MS = 2_000;

/**
 * A list of any length of which only the rows in sight exist. What a reader looks at stays where it is while alerts
 * come in above; arrow keys move, Enter opens.
 * @param {HTMLElement} grid scrolls
 * @param {HTMLElement} body holds the rows
 * @param {(id: string) => void} open
 * @param {{ marks: import("./marks.js").Marks, canMark: () => boolean }} marking
 */
export function createAlertList(grid, body, open, { marks, canMark }) {
  /** @type {AlertSummary[]} */
  let alerts = [];
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();
  /** @type {Set<string>} */
  let known = new Set();
  let active = "";
  let selected = "";
  /** When each of those that have just come came, the oldest first. @type {Map<string, number>} */
  const arrivals = new Map();
  let frame = 0;
  let isPrinting = false;
  /** Above this alert stand those that are new since the last visit, "" for none. */
  let firstSeen = "";

  const rowHeight = () => Number.parseInt(getComputedStyle(grid).getPropertyValue("--row-height"), 10);
  const headHeight = () => body.offsetTop;

  /** @param {AlertSummary[]} next newest first @param {number} fresh how many of them are new since the reader's last visit */
  function show(next, fresh) {
    const anchor = anchorRow();
    alerts = next;
    firstSeen = fresh === 0 ? "" : (alerts[fresh]?.id ?? "");
    known = new Set(alerts.map(({ id }) => id));
    marks.keep(known);
    makeRoom();
    grid.setAttribute("aria-rowcount", String(alerts.length + 1));
    const longest = alerts.reduce((most, { totalAmount }) => Math.max(most, moneyLength(totalAmount)), 0);
    grid.style.setProperty("--amount-characters", String(longest));
    if (anchor !== undefined) {
      const index = alerts.findIndex(({ id }) => id === anchor.id);
      if (index >= 0) grid.scrollTop = index * rowHeight() + anchor.offset;
    }
    if (!known.has(active)) active = alerts[0]?.id ?? "";
    render();
  }

  /** The row at the top edge, when the reader has scrolled down. */
  function anchorRow() {
    const height = rowHeight();
    if (grid.scrollTop < height) return undefined;
    const index = Math.floor(grid.scrollTop / height);
    const alert = alerts[index];
    return alert && { id: alert.id, offset: grid.scrollTop - index * height };
  }

  function render() {
    forgetArrivals();
    const height = rowHeight();
    const [start, end] = isPrinting ? [0, alerts.length] : inSight(height);
    const wanted = new Set(alerts.slice(start, end).map(({ id }) => id));
    for (const [id, row] of rows) {
      // The row with the focus stays, or keyboard users would be thrown out of the list.
      if (wanted.has(id) || (row === document.activeElement && known.has(id))) continue;
      row.remove();
      rows.delete(id);
    }
    for (let index = start; index < end; index++) placeRow(alerts[index], index, height);
  }

  function makeRoom() {
    body.style.height = isPrinting ? "" : `${alerts.length * rowHeight()}px`;
  }

  /** From which to before which alert rows are wanted. @param {number} height of a row, in pixels */
  function inSight(height) {
    const start = Math.max(0, Math.floor(grid.scrollTop / height) - OVERSCAN);
    const end = Math.min(alerts.length, Math.ceil((grid.scrollTop + grid.clientHeight) / height) + OVERSCAN);
    return [start, end];
  }

  /** Paper has all rows, one below the other. @param {boolean} isOn */
  function print(isOn) {
    isPrinting = isOn;
    makeRoom();
    render();
    if (isOn) body.append(...alerts.flatMap(({ id }) => rows.get(id) ?? []));
  }

  function forgetArrivals() {
    for (const [id, atMs] of arrivals) {
      if (Date.now() - atMs < FRESH_MS) return;
      arrivals.delete(id);
    }
  }

  /** @param {AlertSummary} alert @param {number} index @param {number} height */
  function placeRow(alert, index, height) {
    let row = rows.get(alert.id);
    if (row === undefined) {
      row = alertRow(alert);
      rows.set(alert.id, row);
      if (arrivals.has(alert.id)) markFresh(row);
      body.append(row);
    }
    if (fillRow(row, alert, marks.has(alert.id))) markFresh(row);
    row.style.transform = isPrinting ? "" : `translateY(${index * height}px)`;
    row.setAttribute("aria-rowindex", String(index + 2));
    row.setAttribute("aria-selected", String(alert.id === selected));
    row.classList.toggle("first-seen", alert.id === firstSeen);
    row.tabIndex = alert.id === active ? 0 : -1;
  }

  /** @param {HTMLElement} row */
  function markFresh(row) {
    row.classList.add("fresh");
    setTimeout(() => row.classList.remove("fresh"), FRESH_MS);
  }

  /** @param {number} index */
  function moveTo(index) {
    const alert = alerts[Math.max(0, Math.min(alerts.length - 1, index))];
    if (alert === undefined) return;
    active = alert.id;
    reveal(alert.id);
    render();
    rows.get(alert.id)?.focus({ preventScroll: true });
  }

  /** @param {string} id */
  function reveal(id) {
    const index = alerts.findIndex((alert) => alert.id === id);
    if (index < 0) return;
    const height = rowHeight();
    const top = index * height;
    const room = grid.clientHeight - headHeight();
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + height > grid.scrollTop + room) grid.scrollTop = top + height - room;
  }

  /** @param {MouseEvent} event */
  function isMarking({ ctrlKey, metaKey, shiftKey }) {
    return canMark() && (ctrlKey || metaKey || shiftKey);
  }

  /** Marks an alert, or takes its mark away. @param {string} id */
  function mark(id) {
    if (!known.has(id)) return;
    marks.toggle(id);
    render();
  }

  const STEPS = new Map([
    ["ArrowDown", 1],
    ["ArrowUp", -1],
    ["PageDown", 10],
    ["PageUp", -10],
    ["Home", Number.NEGATIVE_INFINITY],
    ["End", Number.POSITIVE_INFINITY],
  ]);

  body.addEventListener("keydown", (event) => {
    const step = STEPS.get(event.key);
    if (step !== undefined) moveTo(alerts.findIndex(({ id }) => id === active) + step);
    else if (event.key === "Enter" || event.key === " ") open(active);
    else return;
    event.preventDefault();
  });
  body.addEventListener("click", (event) => {
    const id = /** @type {HTMLElement} */ (event.target).closest(".row")?.getAttribute("data-id");
    if (!id) return;
    active = id;
    if (!isMarking(event)) return open(id);
    mark(id);
    rows.get(id)?.focus({ preventScroll: true });
  });
  body.addEventListener("mousedown", (event) => {
    // Or the text up to the row would be selected.
    if (isMarking(event)) event.preventDefault();
  });
  const rerender = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => render());
  };
  grid.addEventListener("scroll", rerender, { passive: true });
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  addEventListener("resize", () => {
    makeRoom();
    rerender();
  });

  return {
    show,
    /** An alert has just come: its row is marked for a moment. What a filter shows again is not. @param {string} id */
    noteNew(id) {
      arrivals.set(id, Date.now());
    },
    /** Marks the alert whose details are shown. @param {string} id */
    select(id) {
      selected = id;
      if (id !== "" && known.has(id)) active = id;
      render();
    },
    /** Puts the focus back on the row that was open, or on one some rows further on. @param {number} [step] */
    focus(step = 0) {
      moveTo(alerts.findIndex(({ id }) => id === active) + step);
    },
    /** Marks the active row, or takes its mark away. */
    markActive: () => mark(active),
    render,
    /** The next alert behind one that passes, else the first of all that does, "" for none. @param {string} id @param {(alert: AlertSummary) => boolean} test */
    nextOf(id, test) {
      const index = alerts.findIndex((alert) => alert.id === id);
      const others = [...alerts.slice(index + 1), ...alerts.slice(0, Math.max(0, index))];
      return others.find(test)?.id ?? "";
    },
    /** The alert some rows behind one, "" where the list ends. @param {string} id @param {number} step */
    beside(id, step) {
      const index = alerts.findIndex((alert) => alert.id === id);
      return index < 0 ? "" : (alerts[index + step]?.id ?? "");
    },
  };
}
