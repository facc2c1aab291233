/** @typedef {import("../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../alertStore").ViewChange} ViewChange */
/** @typedef {import("../web/eventStream").ViewerStatus} ViewerStatus */

/** The server speaks up every few seconds; this long a silence means that the connection is dead. */
const SILENCE_MS = 75_000;
const RETRY_MS = 2_000;

/**
 * Follows the server's events and comes back by itself, where it left off.
 * @param {{
 *   onReset: () => void,
 *   onAlerts: (alerts: AlertSummary[]) => void,
 *   onReady: () => void,
 *   onChanges: (changes: ViewChange[]) => void,
 *   onStatus: (status: ViewerStatus) => void,
 *   onConnection: (isConnected: boolean) => void,
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
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    const answer = await fetch("/api/alerts?limit=1").catch(() => undefined);
    if (answer?.status === 401) location.assign("/login");
    else connect();
  }

  connect();
}
