import type { RecordBatch, TopicRecord } from "../../kafka/consumer";
import { printable } from "../../transforms/alertText";
import { inTurns } from "../inTurns";

/** What was no payment, or came too late, as people may see it. */
export interface RejectedRecord {
  reason: string;
  /** Empty where what was dropped for lateness has none. */
  detail: string;
  /** When it came to lie on the topic, epoch ms. */
  atMs: number;
}

const KEPT = 20;
const MAX_CHARACTERS = 300;
/** Whoever can write to the topic must not be able to fill the memory with names of reasons. */
const MAX_REASONS = 50;
const OTHER = "other";

/** The topic of what is no payment, as far as it has been read. */
export type Rejected = ReturnType<typeof createRejected>;

export function createRejected() {
  const reasons = new Map<string, number>();
  const newest: RejectedRecord[] = [];
  let count = 0;

  function take({ value, timestampMs }: TopicRecord): void {
    if (value === null) return;
    const { reason, detail } = read(value);
    count++;
    const named = reasons.has(reason) || reasons.size < MAX_REASONS ? reason : OTHER;
    reasons.set(named, (reasons.get(named) ?? 0) + 1);
    newest.push({ reason, detail, atMs: timestampMs });
    if (newest.length > KEPT) newest.shift();
  }

  return {
    handle: ({ records }: RecordBatch): Promise<void> => inTurns(records, take),
    count: () => count,
    /** How many for each reason, the most frequent first. */
    reasons: () => [...reasons].sort(([, a], [, b]) => b - a).map(([reason, count]) => ({ reason, count })),
    /** The newest first. */
    newest: () => newest.toReversed(),
  };
}

function read(value: Buffer): Pick<RejectedRecord, "reason" | "detail"> {
  let letter: { reason?: unknown; detail?: unknown };
  try {
    letter = JSON.parse(value.toString());
  } catch {
    return { reason: OTHER, detail: "" };
  }
  const text = (found: unknown) => (typeof found === "string" ? printable(found).slice(0, MAX_CHARACTERS) : "");
  return { reason: text(letter?.reason) || OTHER, detail: text(letter?.detail) };
}
