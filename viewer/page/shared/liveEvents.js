/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../../alertStore").ViewChange} ViewChange */
/** @typedef {import("../../web/eventStream").ViewerStatus} ViewerStatus */

/** The server speaks up every few seconds; this long a silence means that the connection is dead. */
const SILENCE_MS = 75_000;
const RETRY_MS = 2_000;
/** Pages that were turned away do not all come back at once. */
const RETRY_SPREAD_MS = 3_000;

const FULL =
  "As many pages as this viewer allows (--max-pages) are open. This one comes in when another one is closed.";

/**
 * Follows the server's events and comes back by itself, where it left off.
 * @param {{
 *   onReset: () => void,
 *   onAlerts: (alerts: AlertSummary[]) => void,
 *   onReady: () => void,
 *   onCurrent: () => void,
 *   onChanges: (changes: ViewChange[]) => void,
 *   onStatus: (status: ViewerStatus) => void,
 *   onConnection: (isConnected: boolean) => void,
 *   onRefusal: (words: string) => void,
 * }} handlers
 */
export function followEvents(handlers) {
  let position = "";
  let silence = 0;
  /** @type {EventSource} */
  let source;

  function connect() {
    source = new EventSource(position === "" ? "/events" : `/events?after=${encodeURIComponent(position)}`);
    on("reset", handlers.onReset);
    on("alerts", handlers.onAlerts);
    on("ready", handlers.onReady);
    on("current", handlers.onCurrent);
    on("changes", handlers.onChanges);
    on("status", handlers.onStatus);
    source.addEventListener("error", () => {
      handlers.onConnection(false);
      // The browser comes back by itself unless it was answered with an error.
      if (source.readyState === EventSource.CLOSED) retryLater();
    });
  }

  /** @param {string} name @param {(data: any) => void} handle */
  function on(name, handle) {
    source.addEventListener(name, (/** @type {MessageEvent<string>} */ event) => {
      clearTimeout(silence);
      silence = window.setTimeout(reconnect, SILENCE_MS);
      if (event.lastEventId !== "") position = event.lastEventId;
      handlers.onConnection(true);
      handle(JSON.parse(event.data));
    });
  }

  function reconnect() {
    source.close();
    handlers.onConnection(false);
    retryLater();
  }

  async function retryLater() {
    clearTimeout(silence);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS + Math.random() * RETRY_SPREAD_MS));
    // EventSource does not tell why it was refused.
    const answer = await fetch("/events", { method: "HEAD" }).catch(() => undefined);
    if (answer?.status === 401) return location.assign("/login");
    const isFull = answer?.status === 503;
    handlers.onRefusal(isFull ? FULL : "");
    if (isFull) retryLater();
    else connect();
  }

  connect();
}
