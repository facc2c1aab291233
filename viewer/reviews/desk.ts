import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { OutgoingRecord } from "../../kafka/producer";
import type { Action, DecidedUpon, Decision } from "../../reviews/decision";
import { printable } from "../../transforms/alertText";
import type { Reviewed } from "../alertEntry";
import type { AlertStore } from "../alertStore";
import type { Person } from "../people/person";
import type { DecisionSender } from "./decisionSender";
import { threadOf } from "./reviewOf";
import type { DecisionOutcome, ReviewsTopic } from "./reviewsTopic";
import type { DecisionsAnswer, DecisionsRequest, NextAnswer } from "./shownReview";
import { worstOpen } from "./worstOpen";

export interface DeskParts {
  topic: ReviewsTopic;
  /** Why the topic cannot be read now, or undefined while it can. */
  notReady: () => string | undefined;
  sender: DecisionSender;
  store: Pick<AlertStore, "reviewed" | "list">;
  log: Logger;
  /** How long somebody waits for Kafka, in ms. */
  patienceMs?: number;
  now?: () => number;
}

/** Why a decision could not be made now, as a sentence; it may be asked for again with the same id. */
export class Unanswered {
  constructor(readonly word: string) {}
}

/** Where decisions are made. */
export type Desk = ReturnType<typeof createDesk>;

type Answered = DecisionsAnswer["decisions"][number];

const PATIENCE_MS = 10_000;
/** Others may take what is next at the same moment. */
const MOST_TRIES = 20;

/** Writes decisions to the topic, and tells what became of them once they have been read from there. */
export function createDesk(parts: DeskParts) {
  const { topic, notReady, sender, store, log, patienceMs = PATIENCE_MS, now = Date.now } = parts;

  async function decide(person: Person, request: DecisionsRequest): Promise<DecisionsAnswer | Unanswered> {
    const away = notReady();
    if (away !== undefined) return new Unanswered(`nothing can be decided now: ${away}`);
    const { decisions, ...what } = request;
    const items = decisions.map((item) => prepare(person, what, item));
    const toSend = items.flatMap(({ record }) => record ?? []);
    const outcomes = toSend.map(({ id }) => topic.outcomeOf(id));
    try {
      const problem = toSend.length === 0 ? undefined : await send(toSend, outcomes);
      if (problem !== undefined) return problem;
    } finally {
      for (const { id } of toSend) topic.forget(id);
    }
    const told = new Map((await Promise.all(outcomes)).map((outcome) => [outcome.decision.id, outcome]));
    for (const outcome of told.values()) audit(person, outcome);
    return { decisions: items.map(({ item, known }) => answer(item, known ?? told.get(item.id))) };
  }

  /** What to write for an alert, or what is known already. */
  function prepare(
    { name }: Person,
    { action, note, untilMs }: Omit<DecisionsRequest, "decisions">,
    item: DecisionsRequest["decisions"][number],
  ): { item: typeof item; record?: Decision; known?: DecisionOutcome | "not here" } {
    const alert = store.reviewed(item.alert);
    if (alert === undefined) return { item, known: "not here" };
    const thread = threadOf(topic.log(), alert);
    const made = topic
      .log()
      .review(thread)
      ?.history.find(({ id }) => id === item.id);
    if (made !== undefined) return { item, known: { kind: "counts", decision: made } };
    return {
      item,
      record: {
        id: item.id,
        alert: thread,
        action,
        by: name,
        ...(item.after !== undefined && { after: item.after }),
        ...(note !== undefined && { note }),
        ...(action === "snooze" && untilMs !== undefined && { untilMs }),
        upon: uponOf(alert),
      },
    };
  }

  async function send(decisions: Decision[], outcomes: Promise<unknown>[]): Promise<Unanswered | undefined> {
    const nowMs = now();
    const records = decisions.map(
      (decision): OutgoingRecord => ({ key: decision.alert, value: JSON.stringify(decision), timestampMs: nowMs }),
    );
    const sent = sender.send(records);
    if (sent === undefined) return new Unanswered("too many decisions wait for Kafka; try again in a moment");
    const given = new AbortController();
    const tooLong = sleep(patienceMs, undefined, { signal: given.signal }).then(() => {
      const because = sender.notReady() ?? notReady() ?? "it is slow";
      return new Unanswered(
        `Kafka has not answered within ${patienceMs / 1_000} s (${because}): the decision may still come to count; to try again is safe`,
      );
    });
    tooLong.catch(() => {});
    const refused = sent.then(
      () => new Promise<never>(() => {}),
      (error: Error) => new Unanswered(`Kafka does not take the decision: ${printable(error.message)}`),
    );
    const answered = Promise.all(outcomes).then(() => undefined);
    const outcome = await Promise.race([answered, refused, tooLong]);
    given.abort();
    return outcome;
  }

  function answer({ id, alert }: { id: string; alert: string }, outcome?: DecisionOutcome | "not here"): Answered {
    const review = store.reviewed(alert)?.summary.review ?? null;
    if (outcome === "not here" || outcome === undefined) {
      return { id, alert, outcome: "refused", word: "no such alert in view: it was replaced, or is too old", review };
    }
    const word = wordOf(outcome);
    return { id, alert, outcome: outcome.kind, ...(word !== undefined && { word }), review };
  }

  function audit({ name }: Person, { kind, decision }: DecisionOutcome): void {
    const { id, action, alert } = decision;
    log.info({ by: name, action, alert, decision: id, outcome: kind }, "decision");
  }

  return {
    decide,
    /** Takes the next alert for somebody; null where none is open. */
    async next(person: Person, id: string): Promise<NextAnswer | Unanswered> {
      const passed = new Set<string>();
      for (let i = 0; i < MOST_TRIES; i++) {
        const alert = worstOpen(
          store.list().filter(({ id }) => !passed.has(id)),
          now(),
        );
        if (alert === undefined) return { alert: null };
        const item = { id: `${id}-${i}`, alert: alert.id, after: alert.review?.after };
        const answer = await decide(person, { action: "take", decisions: [item] });
        if (answer instanceof Unanswered) return answer;
        if (answer.decisions[0].outcome === "counts") return { alert: alert.id };
        passed.add(alert.id);
      }
      return new Unanswered("others took what was next each time; try again");
    },
  };
}

function uponOf({ id, ruleId, ruleVersion, subject, totalAmount, raisedMs, summary }: Reviewed): DecidedUpon {
  const { revision, count, review } = summary;
  return {
    id,
    ...(ruleId !== "" && { rule: ruleId, version: ruleVersion }),
    ...{ revision, totalAmount, count, subject: [...subject], raisedMs },
    ...(review?.reopened !== undefined && { reopened: true }),
  };
}

const DONE: Record<Action, string> = {
  take: "took it",
  release: "released it",
  confirm: "confirmed it",
  dismiss: "dismissed it",
  escalate: "escalated it",
  reopen: "reopened it",
  snooze: "put it off",
  undo: "took a decision back",
};

/** Why a decision does not count. */
function wordOf(outcome: DecisionOutcome): string | undefined {
  if (outcome.kind === "counts") return undefined;
  if (outcome.kind === "refused") return outcome.because;
  return `${printable(outcome.first.by)} was first and ${DONE[outcome.first.action]}`;
}
