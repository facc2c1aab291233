import type { Alert } from "../transforms/alert";
import { type AlertSummary, summarize } from "./alertSummary";
import { findIndex } from "./findIndex";

/** How the view differs from before. */
export interface ViewChange {
  put?: AlertSummary;
  removed: string[];
}

export interface StoreLimits {
  maxAlerts: number;
  maxBytes: number;
}

interface Entry {
  summary: AlertSummary;
  /** The alert as JSON: one string takes a fraction of the memory of the objects in it. */
  json: string;
  group: string;
  startMs: number;
  endMs: number;
  supersedes: readonly string[];
}

/** The alerts a person should see now. */
export type AlertStore = ReturnType<typeof createAlertStore>;

/**
 * Keeps the newest revision per id and drops what a grown session has replaced, whatever order the records come in.
 * Beyond the limits the alert whose last payment is oldest goes first.
 */
export function createAlertStore({ maxAlerts, maxBytes }: StoreLimits) {
  const entries = new Map<string, Entry>();
  const groups = new Map<string, Set<Entry>>();
  const supersededBy = new Map<string, string>();
  /** Oldest first, by `isBefore`. */
  const byAge: Entry[] = [];
  let bytes = 0;
  let dropped = 0;

  /** Takes an alert in; undefined when the view stays as it is. */
  function put(alert: Alert): ViewChange | undefined {
    const known = entries.get(alert.id);
    const entry = entryOf(alert);
    if (known !== undefined && (known.summary.revision > alert.revision || known.json === entry.json)) return undefined;
    const sameGroup = groups.get(entry.group) ?? [];
    if (known === undefined && (supersededBy.has(alert.id) || some(sameGroup, (other) => isInside(entry, other)))) {
      return undefined;
    }
    const removed: string[] = [];
    for (const other of [...sameGroup]) {
      if (other !== known && isInside(other, entry)) removed.push(other.summary.id);
    }
    for (const id of entry.supersedes) if (entries.has(id) && !removed.includes(id)) removed.push(id);
    if (known !== undefined) forget(known);
    for (const id of removed) remove(id);
    add(entry);
    const evicted = evict();
    if (evicted.includes(alert.id))
      return known === undefined && removed.length === 0 ? undefined : { removed: [...removed, ...evicted] };
    return { put: entry.summary, removed: [...removed, ...evicted] };
  }

  /** Takes an alert out, as a tombstone asks. */
  function remove(id: string): ViewChange | undefined {
    const entry = entries.get(id);
    if (entry === undefined) return undefined;
    forget(entry);
    return { removed: [id] };
  }

  function add(entry: Entry): void {
    entries.set(entry.summary.id, entry);
    const group = groups.get(entry.group);
    if (group === undefined) groups.set(entry.group, new Set([entry]));
    else group.add(entry);
    for (const id of entry.supersedes) supersededBy.set(id, entry.summary.id);
    byAge.splice(
      findIndex(byAge, (other) => isBefore(entry, other)),
      0,
      entry,
    );
    bytes += entry.json.length;
  }

  function forget(entry: Entry): void {
    entries.delete(entry.summary.id);
    const group = groups.get(entry.group);
    group?.delete(entry);
    if (group?.size === 0) groups.delete(entry.group);
    for (const id of entry.supersedes) if (supersededBy.get(id) === entry.summary.id) supersededBy.delete(id);
    byAge.splice(findIndex(byAge, (other) => isBefore(entry, other)) - 1, 1);
    bytes -= entry.json.length;
  }

  function evict(): string[] {
    const evicted: string[] = [];
    while (entries.size > maxAlerts || (bytes > maxBytes && entries.size > 1)) {
      evicted.push(byAge[0].summary.id);
      forget(byAge[0]);
      dropped++;
    }
    return evicted;
  }

  return {
    put,
    remove,
    /** The whole alert, undefined when it is not in view. */
    find(id: string): Alert | undefined {
      const entry = entries.get(id);
      return entry && (JSON.parse(entry.json) as Alert);
    },
    /** Newest first. */
    list: (): AlertSummary[] => byAge.map(({ summary }) => summary).reverse(),
    size: () => entries.size,
    /** How many were dropped because of the limits, since the start. */
    dropped: () => dropped,
  };
}

function entryOf(alert: Alert): Entry {
  return {
    summary: summarize(alert),
    json: JSON.stringify(alert),
    group: JSON.stringify([alert.grouping, alert.origin, alert.target]),
    startMs: Date.parse(alert.windowStart),
    endMs: Date.parse(alert.windowEnd),
    supersedes: alert.supersedes ?? [],
  };
}

/** Sessions of a group never overlap, so one that lies inside another has grown into it. */
function isInside(inner: Entry, outer: Entry): boolean {
  if (inner.startMs < outer.startMs || inner.endMs > outer.endMs) return false;
  return inner.startMs > outer.startMs || inner.endMs < outer.endMs;
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.summary.lastMs !== b.summary.lastMs ? a.summary.lastMs < b.summary.lastMs : a.summary.id < b.summary.id;
}

function some<T>(items: Iterable<T>, test: (item: T) => boolean): boolean {
  for (const item of items) if (test(item)) return true;
  return false;
}
