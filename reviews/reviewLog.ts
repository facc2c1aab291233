import { type Action, type Decision, parseDecision, subjectKey } from "./decision";

/** How far an alert has come. */
export type ReviewState = "open" | "taken" | "escalated" | "confirmed" | "dismissed";

/** A decision that counts. */
export interface Made extends Decision {
  /** By the broker's clock, epoch ms. */
  atMs: number;
  /** True where the next decision took it back. */
  undone?: true;
}

/** What people have decided about an alert. */
export interface Review {
  state: ReviewState;
  /** The decision that made it so; absent where it is open as if nobody had decided anything. */
  last?: Made;
  /** Id of the newest decision, which the next one has to name. */
  after: string;
  /** The newest fifty decisions, the newest last, those that were taken back among them. */
  history: readonly Made[];
}

/** What became of a record. */
export type Outcome =
  | { kind: "counts"; decision: Made }
  /** Read before. */
  | { kind: "repeated"; decision: Made }
  /** Somebody else was first. */
  | { kind: "late"; decision: Decision; first: Made }
  /** Not to be done in this state. */
  | { kind: "refused"; decision: Decision; because: string }
  | { kind: "malformed"; because: string };

/** Where each action leads, and from where; what is not here leaves the state as it is. */
const WAYS: Partial<Record<Action, { from: readonly ReviewState[]; to: ReviewState }>> = {
  take: { from: ["open", "escalated"], to: "taken" },
  release: { from: ["taken"], to: "open" },
  escalate: { from: ["open", "taken"], to: "escalated" },
  confirm: { from: ["open", "taken", "escalated"], to: "confirmed" },
  dismiss: { from: ["open", "taken", "escalated"], to: "dismissed" },
  reopen: { from: ["confirmed", "dismissed", "escalated"], to: "open" },
};

const KEPT_DECISIONS = 50;

interface Thread {
  state: ReviewState;
  last?: Made;
  /** What `undo` goes back to; absent where there is nothing to take back. */
  before?: { state: ReviewState; last?: Made };
  history: Made[];
}

/** The topic of decisions as far as it has been read. */
export type ReviewLog = ReturnType<typeof createReviewLog>;

/**
 * Folds decisions in the order in which they lie on the topic. Of two about one alert that were made upon the same one, the first
 * counts. Every reader of the topic comes to the same result.
 */
export function createReviewLog() {
  const threads = new Map<string, Thread>();
  /** By rule and subject, those in force last. */
  const snoozes = new Map<string, Made[]>();

  function take(value: string, atMs: number): Outcome {
    const decision = parseDecision(value);
    if ("problem" in decision) return { kind: "malformed", because: decision.problem };
    const thread: Thread = threads.get(decision.alert) ?? { state: "open", history: [] };
    const before = thread.history.find(({ id }) => id === decision.id);
    if (before !== undefined) return { kind: "repeated", decision: before };
    const first = thread.history.at(-1);
    if (decision.after !== first?.id) {
      if (first !== undefined) return { kind: "late", decision, first };
      return { kind: "refused", decision, because: "it names a decision before it, and there is none" };
    }
    const because = whyNot(decision, thread);
    if (because !== undefined) return { kind: "refused", decision, because };
    const made: Made = { ...decision, atMs };
    if (decision.action === "undo") takeBack(thread);
    else move(thread, made);
    thread.history.push(made);
    if (thread.history.length > KEPT_DECISIONS) thread.history.shift();
    threads.set(decision.alert, thread);
    return { kind: "counts", decision: made };
  }

  function move(thread: Thread, made: Made): void {
    thread.before = { state: thread.state, last: thread.last };
    const way = WAYS[made.action];
    if (way === undefined) {
      const key = subjectKey(made.upon);
      snoozes.set(key, [...(snoozes.get(key) ?? []), made].slice(-KEPT_DECISIONS));
    } else {
      thread.state = way.to;
      thread.last = made;
    }
  }

  function takeBack(thread: Thread): void {
    const undone = thread.history.at(-1) as Made;
    undone.undone = true;
    thread.state = thread.before?.state ?? "open";
    thread.last = thread.before?.last;
    thread.before = undefined;
    if (undone.action !== "snooze") return;
    const key = subjectKey(undone.upon);
    const left = (snoozes.get(key) ?? []).filter((made) => made !== undone);
    if (left.length > 0) snoozes.set(key, left);
    else snoozes.delete(key);
  }

  return {
    /** Takes the next record; `atMs` by the broker's clock. */
    take,
    /** What was decided about an alert; undefined where nothing was. */
    review(alert: string): Review | undefined {
      const thread = threads.get(alert);
      const newest = thread?.history.at(-1);
      if (thread === undefined || newest === undefined) return undefined;
      return { state: thread.state, last: thread.last, after: newest.id, history: thread.history };
    },
    /** The newest snooze of a rule's alerts about a subject, whether its time is over or not. */
    snooze: (key: string): Made | undefined => snoozes.get(key)?.at(-1),
    /** All alerts about which something was decided. */
    alerts: (): IterableIterator<string> => threads.keys(),
  };
}

function whyNot({ action, by, note, untilMs, upon }: Decision, thread: Thread): string | undefined {
  const { before, history } = thread;
  const state = upon.reopened && isDecided(thread.state) ? "open" : thread.state;
  if (action === "undo") {
    const newest = history.at(-1);
    if (newest === undefined || newest.action === "undo" || before === undefined)
      return "there is nothing to take back";
    return newest.by === by ? undefined : `${newest.by} decided it, and nobody else can take it back`;
  }
  if (action === "snooze") {
    if (untilMs === undefined) return "a snooze needs the time up to which it lasts";
    return note === undefined || note.trim() === "" ? "a snooze needs a reason" : undefined;
  }
  const way = WAYS[action];
  if (way === undefined || way.from.includes(state)) return undefined;
  return `it is ${state}: ${action} is for what is ${way.from.join(" or ")}`;
}

/** Whether somebody has said what it is. */
export function isDecided(state: ReviewState): state is "confirmed" | "dismissed" {
  return state === "confirmed" || state === "dismissed";
}
