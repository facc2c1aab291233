import type { AlertStore } from "../alertStore";
import type { ChangeFeed } from "../changeFeed";
import { serverEvent } from "./serverEvent";

const CHUNK = 500;
/** Pages take a view that is so many changes old, and then the changes: cheaper than writing the view anew for each. */
const MAX_BEHIND = 1_000;
/** How many views may be on their way to pages at once: each takes memory until the last of its pages has it. */
const MAX_LIVE = 2;

/** The whole view at one position of the feed. */
interface View {
  position: string;
  messages: number;
  message(index: number): Uint8Array;
  /** What to do to the pages that are taking it when it has to go. */
  readers: Set<() => void>;
}

/** A page's hold on a view, until `release`. */
export interface Snapshot extends Omit<View, "readers"> {
  release(): void;
}

/** The view as messages, written once and shared by all pages that load it. */
export type ViewSnapshots = ReturnType<typeof createViewSnapshots>;

export function createViewSnapshots(store: AlertStore, feed: ChangeFeed, maxLive = MAX_LIVE) {
  let live: View[] = [];

  /** The newest view; where it is too old a new one, and whoever still reads the oldest is given up. */
  function current(): View {
    const newest = live.at(-1);
    if (newest !== undefined && (feed.behind(newest.position) ?? Number.POSITIVE_INFINITY) <= MAX_BEHIND) return newest;
    live = live.filter(({ readers }) => readers.size > 0);
    while (live.length >= maxLive) for (const giveUp of [...(live.shift() as View).readers]) giveUp();
    const view = viewOf(store, feed);
    live.push(view);
    return view;
  }

  return {
    /** Takes hold of the view; `giveUp` is called when others need it gone. */
    take(giveUp: () => void): Snapshot {
      const view = current();
      view.readers.add(giveUp);
      return { ...view, release: () => void view.readers.delete(giveUp) };
    },
  };
}

/** `reset`, the alerts in chunks, `ready` with the position; each written when a page first needs it. */
function viewOf(store: AlertStore, feed: ChangeFeed): View {
  const position = feed.position();
  const alerts = store.list();
  const chunks = Math.ceil(alerts.length / CHUNK);
  const written: Uint8Array[] = [];
  const write = (index: number) => {
    if (index === 0) return serverEvent("reset", { total: alerts.length });
    if (index > chunks) return serverEvent("ready", {}, position);
    return serverEvent("alerts", alerts.slice((index - 1) * CHUNK, index * CHUNK));
  };
  return {
    position,
    messages: chunks + 2,
    message(index) {
      written[index] ??= write(index);
      return written[index];
    },
    readers: new Set(),
  };
}
