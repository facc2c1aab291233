import type { Alert } from "../transforms/alert";
import { type AlertSummary, summarize } from "./alertSummary";
import type { ShownReview } from "./reviews/shownReview";
import { createSessionGroups } from "./sessionGroups";
import { type Aged, createShelf, type Shelf } from "./shelf";
import type { Span } from "./spanIndex";
import { concerned, subjectAccounts } from "./subject";
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

/** What decisions need to know of an alert. */
export interface Reviewed {
  id: string;
  /** "" for the one of the options. */
  ruleId: string;
  ruleVersion: number;
  supersedes: readonly string[];
  /** The accounts that it is about. */
  subject: readonly string[];
  /** Decimal. */
  totalAmount: string;
  /** When it first came to lie on the topic, epoch ms. */
  raisedMs: number;
  summary: AlertSummary;
}

interface Entry extends Span, Aged, Reviewed {
  /** The alert as JSON in UTF-8, outside of the heap: a fraction of what its objects or a string would take. */
  json: Buffer;
  group: string;
  isFinal: boolean;
  isWithdrawn: boolean;
}

/** What an alert takes beside its texts: objects, places in maps and arrays, the buffer's own head. Measured, rounded up. */
const ENTRY_BYTES = 1_500;
/** A character of a string takes two bytes as soon as one in it is not Latin. */
const CHARACTER_BYTES = 2;

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
    showReview(entry);
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

  /** Of an alert that is in no shelf. */
  function showReview(entry: Entry): void {
    const { review: before, ...summary } = entry.summary;
    const review = reviewOf(entry);
    entry.summary = review === undefined ? summary : { ...summary, review };
    entry.bytes += charactersOf(review) * CHARACTER_BYTES - charactersOf(before) * CHARACTER_BYTES;
  }

  /** Shows what has been decided about an alert meanwhile; undefined when the view stays as it is. */
  function reviewAgain(entry: Entry): ViewChange | undefined {
    const before = JSON.stringify(entry.summary.review);
    shelfOf(entry).remove(entry);
    showReview(entry);
    shelfOf(entry).add(entry);
    const isSeen = !entry.isWithdrawn && JSON.stringify(entry.summary.review) !== before;
    return isSeen ? { put: entry.summary, removed: [] } : undefined;
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
    reviewedAll: (): Reviewed[] => listed.newestFirst(),
    /** Shows what has been decided meanwhile about an alert, or about the one that replaces it. */
    reviewedAnew({ id, ruleId }: Pick<Entry, "id" | "ruleId">): ViewChange[] {
      const shown = new Set([entries.get(id), entries.get(superseded.by({ id, ruleId }) ?? "")]);
      return [...shown].flatMap((entry) => (entry && reviewAgain(entry)) ?? []);
    },
    /** The same of all alerts. */
    allReviewedAnew: (): ViewChange[] => [...entries.values()].flatMap((entry) => reviewAgain(entry) ?? []),
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

/** Characters that something takes as JSON. */
function charactersOf(shown: object | undefined): number {
  return shown === undefined ? 0 : JSON.stringify(shown).length;
}

function entryOf(alert: Alert, raisedMs: number): Entry {
  const summary = summarize(alert);
  const supersedes = alert.supersedes ?? [];
  const group = groupOf(alert);
  const json = bytesOf(JSON.stringify(alert));
  const characters = JSON.stringify(summary).length + group.length + JSON.stringify(supersedes).length;
  return {
    id: alert.id,
    startMs: Date.parse(alert.windowStart),
    endMs: Date.parse(alert.windowEnd),
    lastMs: summary.lastMs,
    summary,
    raisedMs,
    subject: concerned(alert),
    totalAmount: alert.totalAmount,
    json,
    group,
    ruleId: alert.rule?.id ?? "",
    ruleVersion: alert.rule?.version ?? 0,
    isFinal: alert.final,
    isWithdrawn: alert.withdrawn === true,
    supersedes,
    bytes: ENTRY_BYTES + json.length + characters * CHARACTER_BYTES,
  };
}

function alertIn(json: Buffer): Alert {
  return JSON.parse(json.toString()) as Alert;
}

/** Whether an alert is about an account, or lists a payment of it. */
function names(alert: Alert, account: string): boolean {
  if (concerned(alert).includes(account)) return true;
  return [alert.pairs ?? [], alert.transactions].some((some) =>
    some.some(({ origin, target }) => origin === account || target === account),
  );
}

/** Alerts of which a longer one replaces those inside it: of one rule, as one version has it, about the same accounts. */
function groupOf({ rule, grouping, subject, origin, target }: Alert): string {
  return JSON.stringify([rule?.id, rule?.version, grouping, subjectAccounts(subject), origin, target]);
}

/** Memory of its own: a slice of Node's shared pool would keep the whole pool for as long as one alert of it stays. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
