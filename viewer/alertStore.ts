import type { Alert } from "../transforms/alert";
import { type AlertSummary, summarize } from "./alertSummary";
import { findIndex } from "./findIndex";
import { createSpanIndex, type Span, type SpanIndex } from "./spanIndex";

/** How the view differs from before. */
export interface ViewChange {
  put?: AlertSummary;
  removed: string[];
}

export interface StoreLimits {
  maxAlerts: number;
  /** Of all memory that the kept alerts take. */
  maxBytes: number;
}

interface Entry extends Span {
  summary: AlertSummary;
  /** The alert as JSON in UTF-8, outside of the heap: a fraction of what its objects or a string would take. */
  json: Buffer;
  group: string;
  supersedes: readonly string[];
  bytes: number;
}

/** Alerts of the same accounts. */
interface Group {
  /** Sessions never overlap, so a final one that lies inside another has grown into it. None here lies inside another. */
  final: SpanIndex<Entry>;
  /** Warnings may count payments that are then too late for the session, so their span replaces nothing. */
  early: SpanIndex<Entry>;
}

/** What an alert takes beside its texts: objects, places in maps and arrays, the buffer's own head. Measured, rounded up. */
const ENTRY_BYTES = 1_500;
/** A character of a string takes two bytes as soon as one in it is not Latin. */
const CHARACTER_BYTES = 2;

/** The alerts a person should see now. */
export type AlertStore = ReturnType<typeof createAlertStore>;

/**
 * Keeps the newest revision per id and drops what a grown session has replaced, whatever order the records come in.
 * Beyond the limits the alert whose last payment is oldest goes first.
 */
export function createAlertStore({ maxAlerts, maxBytes }: StoreLimits) {
  const entries = new Map<string, Entry>();
  const groups = new Map<string, Group>();
  const supersededBy = new Map<string, string>();
  /** Oldest first, by `isBefore`. */
  const byAge: Entry[] = [];
  let bytes = 0;
  let dropped = 0;

  /** Takes an alert in; undefined when the view stays as it is. */
  function put(alert: Alert): ViewChange | undefined {
    const known = entries.get(alert.id);
    if (known === undefined ? supersededBy.has(alert.id) : known.summary.revision > alert.revision) return undefined;
    const entry = entryOf(alert);
    if (known?.json.equals(entry.json)) return undefined;
    if (known !== undefined) forget(known);
    const group = groups.get(entry.group);
    if (group !== undefined && isReplaced(entry, group)) return known && { removed: [alert.id] };
    const removed = new Set(group && replacedBy(entry, group).map(({ id }) => id));
    for (const id of entry.supersedes) if (entries.has(id)) removed.add(id);
    for (const id of removed) remove(id);
    add(entry);
    const evicted = evict();
    for (const id of evicted) removed.add(id);
    if (!removed.has(alert.id)) return { put: entry.summary, removed: [...removed] };
    if (known === undefined) removed.delete(alert.id);
    return removed.size === 0 ? undefined : { removed: [...removed] };
  }

  /** Takes an alert out, as a tombstone asks. */
  function remove(id: string): ViewChange | undefined {
    const entry = entries.get(id);
    if (entry === undefined) return undefined;
    forget(entry);
    return { removed: [id] };
  }

  function add(entry: Entry): void {
    entries.set(entry.id, entry);
    const group = groups.get(entry.group) ?? { final: createSpanIndex<Entry>(), early: createSpanIndex<Entry>() };
    groups.set(entry.group, group);
    spansLike(entry, group).add(entry);
    for (const id of entry.supersedes) supersededBy.set(id, entry.id);
    byAge.splice(placeByAge(entry), 0, entry);
    bytes += entry.bytes;
  }

  function forget(entry: Entry): void {
    entries.delete(entry.id);
    const group = groups.get(entry.group);
    if (group !== undefined) {
      spansLike(entry, group).remove(entry);
      if (group.final.size() + group.early.size() === 0) groups.delete(entry.group);
    }
    for (const id of entry.supersedes) if (supersededBy.get(id) === entry.id) supersededBy.delete(id);
    byAge.splice(placeByAge(entry) - 1, 1);
    bytes -= entry.bytes;
  }

  function placeByAge(entry: Entry): number {
    return findIndex(byAge, (other) => isBefore(entry, other));
  }

  function evict(): string[] {
    const evicted: string[] = [];
    while (entries.size > maxAlerts || (bytes > maxBytes && entries.size > 1)) {
      evicted.push(byAge[0].id);
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
      return entry && (JSON.parse(entry.json.toString()) as Alert);
    },
    /** Newest first. */
    list: (): AlertSummary[] => byAge.map(({ summary }) => summary).reverse(),
    size: () => entries.size,
    /** What the kept alerts take. */
    bytes: () => bytes,
    /** How many were dropped because of the limits, since the start. */
    dropped: () => dropped,
  };
}

function spansLike({ summary }: Entry, { final, early }: Group): SpanIndex<Entry> {
  return summary.final ? final : early;
}

/** A final alert replaces warnings that start among its payments, and final ones of which it holds all. */
function replacedBy(entry: Entry, { final, early }: Group): Entry[] {
  return entry.summary.final ? [...final.inside(entry), ...early.startingIn(entry.startMs, entry.summary.lastMs)] : [];
}

function isReplaced(entry: Entry, { final }: Group): boolean {
  if (entry.summary.final) return final.isInsideOne(entry);
  const before = final.lastUpTo(entry.startMs);
  return before !== undefined && entry.startMs <= before.summary.lastMs;
}

function entryOf(alert: Alert): Entry {
  const summary = summarize(alert);
  const supersedes = alert.supersedes ?? [];
  const group = JSON.stringify([alert.grouping, alert.origin, alert.target]);
  const json = bytesOf(JSON.stringify(alert));
  const characters = JSON.stringify(summary).length + group.length + JSON.stringify(supersedes).length;
  return {
    id: alert.id,
    startMs: Date.parse(alert.windowStart),
    endMs: Date.parse(alert.windowEnd),
    summary,
    json,
    group,
    supersedes,
    bytes: ENTRY_BYTES + json.length + characters * CHARACTER_BYTES,
  };
}

/** Memory of its own: a slice of Node's shared pool would keep the whole pool for as long as one alert of it stays. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.summary.lastMs !== b.summary.lastMs ? a.summary.lastMs < b.summary.lastMs : a.id < b.id;
}
