import { isDeepStrictEqual } from "node:util";
import type { Alert } from "../transforms/alert";
import { alertIn, type Entry, entryOf, names, type Reviewed, showReview } from "./alertEntry";
import type { AlertSummary } from "./alertSummary";
import type { ShownReview } from "./reviews/shownReview";
import { createSessionGroups } from "./sessionGroups";
import { createShelf, type Shelf } from "./shelf";
import { createSuperseded } from "./superseded";
import { createVersionCounts, type VersionCounts } from "./versionCounts";

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

/** What people have decided about an alert, as the list shows it; undefined where that is nothing. */
export type ReviewOf = (alert: Reviewed) => ShownReview | undefined;

/** Withdrawn alerts take this part of the limits at most, so that they never push out what a person should see. */
const PART_FOR_WITHDRAWN = 1 / 10;

/** The alerts a person should see now. */
export type AlertStore = ReturnType<typeof createAlertStore>;

/**
 * Keeps the newest revision per id and drops what a grown session of the same rule and accounts has replaced, whatever
 * order the records come in. What is withdrawn is no longer listed, and still found by its id. Beyond the limits the
 * alert whose last payment is oldest goes first.
 */
export function createAlertStore({ maxAlerts, maxBytes }: StoreLimits, reviewOf: ReviewOf = () => undefined) {
  const entries = new Map<string, Entry>();
  const sessions = createSessionGroups<Entry>();
  const superseded = createSuperseded();
  const listed = createShelf<Entry>();
  const withdrawn = createShelf<Entry>();
  const counts = createVersionCounts();
  let dropped = 0;

  const bytes = () => listed.bytes() + withdrawn.bytes();
  const shelfOf = ({ isWithdrawn }: Entry) => (isWithdrawn ? withdrawn : listed);

  /** Takes an alert in that came to lie on the topic at a time (epoch ms); undefined when the view stays as it is. */
  function put(alert: Alert, raisedMs = Date.parse(alert.lastTransaction)): ViewChange | undefined {
    const known = entries.get(alert.id);
    if (known !== undefined && known.summary.revision > alert.revision) return undefined;
    const entry = entryOf(alert, Math.min(raisedMs, known?.raisedMs ?? raisedMs));
    showReview(entry, reviewOf(entry));
    if (known === undefined ? superseded.has(entry) : known.json.equals(entry.json)) return undefined;
    const gone = known === undefined ? [] : [known];
    if (known !== undefined) forget(known);
    if (!sessions.isReplaced(entry)) {
      for (const other of replacedBy(entry)) {
        forget(other);
        gone.push(other);
      }
      add(entry);
      gone.push(...evict());
    }
    const isListed = !entry.isWithdrawn && entries.has(entry.id);
    const removed = new Set(gone.filter((other) => other !== entry && !other.isWithdrawn).map(({ id }) => id));
    if (isListed) removed.delete(entry.id);
    if (!isListed && removed.size === 0) return undefined;
    return { ...(isListed ? { put: entry.summary } : {}), removed: [...removed] };
  }

  /** An alert never replaces one of another rule, whatever it says. */
  function replacedBy(entry: Entry): Set<Entry> {
    const replaced = new Set(sessions.replacedBy(entry));
    for (const id of entry.supersedes) {
      const other = entries.get(id);
      if (other?.ruleId === entry.ruleId) replaced.add(other);
    }
    return replaced;
  }

  /** Takes an alert out, as a tombstone asks. */
  function remove(id: string): ViewChange | undefined {
    const entry = entries.get(id);
    if (entry === undefined) return undefined;
    forget(entry);
    return entry.isWithdrawn ? undefined : { removed: [id] };
  }

  /** Shows what has been decided about an alert meanwhile; undefined when the view stays as it is. */
  function reviewAgain(entry: Entry): ViewChange | undefined {
    const review = reviewOf(entry);
    if (isDeepStrictEqual(review, entry.summary.review)) return undefined;
    shelfOf(entry).grow(showReview(entry, review));
    return entry.isWithdrawn ? undefined : { put: entry.summary, removed: [] };
  }

  function add(entry: Entry): void {
    entries.set(entry.id, entry);
    sessions.add(entry);
    superseded.add(entry);
    shelfOf(entry).add(entry);
    count(entry, 1);
  }

  function forget(entry: Entry): void {
    entries.delete(entry.id);
    sessions.remove(entry);
    superseded.remove(entry);
    shelfOf(entry).remove(entry);
    count(entry, -1);
  }

  function count({ ruleId, ruleVersion, isWithdrawn }: Entry, by: 1 | -1): void {
    if (ruleId !== "" && !isWithdrawn) counts.change(ruleId, ruleVersion, by);
  }

  function* evict(): Generator<Entry> {
    const most = { count: Math.ceil(maxAlerts * PART_FOR_WITHDRAWN), bytes: maxBytes * PART_FOR_WITHDRAWN };
    while (withdrawn.size() > most.count || withdrawn.bytes() > most.bytes) yield* forgetOldest(withdrawn);
    while (listed.size() > maxAlerts || (bytes() > maxBytes && listed.size() > 1)) {
      dropped++;
      yield* forgetOldest(listed);
    }
  }

  function* forgetOldest(shelf: Shelf<Entry>): Generator<Entry> {
    const oldest = shelf.oldest();
    if (oldest === undefined) return;
    forget(oldest);
    yield oldest;
  }

  return {
    put,
    remove,
    /** The whole alert, also a withdrawn one; undefined when it is not here. */
    find(id: string): Alert | undefined {
      const entry = entries.get(id);
      return entry && alertIn(entry.json);
    },
    /** What decisions need to know of an alert; undefined when it is not here. */
    reviewed: (id: string): Reviewed | undefined => entries.get(id),
    /** The same of all that are listed. */
    allReviewed: (): Reviewed[] => listed.newestFirst(),
    /** Shows what has been decided meanwhile about an alert, or about the one that replaces it. */
    noteDecision({ id, ruleId }: Pick<Entry, "id" | "ruleId">): ViewChange[] {
      const shown = new Set([entries.get(id), entries.get(superseded.by({ id, ruleId }) ?? "")]);
      return [...shown].flatMap((entry) => (entry && reviewAgain(entry)) ?? []);
    },
    /** The same of all alerts. */
    noteDecisions: (): ViewChange[] => [...entries.values()].flatMap((entry) => reviewAgain(entry) ?? []),
    /** The newest listed alerts that name an account, `max` at most, and how many more do. */
    naming(account: string, max: number): { found: { alert: Alert; summary: AlertSummary }[]; more: number } {
      const written = Buffer.from(JSON.stringify(account));
      const holding = listed.newestFirst().filter(({ json }) => json.includes(written));
      const found = holding.slice(0, max).map(({ json, summary }) => ({ alert: alertIn(json), summary }));
      return { found: found.filter(({ alert }) => names(alert, account)), more: Math.max(0, holding.length - max) };
    },
    /** Newest first. */
    list: (): AlertSummary[] => listed.newestFirst().map(({ summary }) => summary),
    size: listed.size,
    /** Of those that are listed. */
    counts: counts as VersionCounts,
    /** How many withdrawn ones are kept, to tell who asks for them and to know what is older. */
    withdrawn: withdrawn.size,
    /** What the kept alerts take. */
    bytes,
    /** How many were dropped because of the limits, since the start. */
    dropped: () => dropped,
  };
}
