import type { Alert } from "../transforms/alert";
import { type AlertSummary, summarize } from "./alertSummary";
import type { ShownReview } from "./reviews/shownReview";
import type { Aged } from "./shelf";
import type { Span } from "./spanIndex";
import { concerned, subjectAccounts } from "./subject";

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

/** An alert as the store keeps it. */
export interface Entry extends Span, Aged, Reviewed {
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

/** Shows what people have decided about an alert; undefined: nothing. Tells how many bytes more it takes. */
export function showReview(entry: Entry, review: ShownReview | undefined): number {
  const { review: before, ...summary } = entry.summary;
  entry.summary = review === undefined ? summary : { ...summary, review };
  const more = bytesOfReview(review) - bytesOfReview(before);
  entry.bytes += more;
  return more;
}

function bytesOfReview(review: ShownReview | undefined): number {
  return review === undefined ? 0 : JSON.stringify(review).length * CHARACTER_BYTES;
}

/** `raisedMs`: when it first came to lie on the topic, epoch ms. */
export function entryOf(alert: Alert, raisedMs: number): Entry {
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

/** The whole alert that was kept. */
export function alertIn(json: Buffer): Alert {
  return JSON.parse(json.toString()) as Alert;
}

/** Whether an alert is about an account, or lists a payment of it. */
export function names(alert: Alert, account: string): boolean {
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
