import type { RecordBatch, TopicRecord } from "../../kafka/consumer";
import type { Decision } from "../../reviews/decision";
import { createReviewLog, type Outcome, type ReviewLog } from "../../reviews/reviewLog";
import { eachOnce } from "../eachOnce";
import { inTurns } from "../inTurns";

/** The topic of decisions, as far as it has been read. */
export type ReviewsTopic = ReturnType<typeof createReviewsTopic>;

/** What became of a decision that could be read. */
export type DecisionOutcome = Exclude<Outcome, { kind: "repeated" | "malformed" }>;

/** Told of what has to be shown. */
export interface ReviewsChange {
  /** About one alert. */
  onDecision(decision: Decision): void;
  /** About any number of them. */
  onMany(): void;
}

/** Folds the topic's records. */
export function createReviewsTopic({ onDecision, onMany }: ReviewsChange) {
  let log = createReviewLog();
  const counted = { counts: 0, late: 0, refused: 0, malformed: 0 };
  /** By id of a decision: who wants to know what became of it. */
  const asked = new Map<string, ((outcome: DecisionOutcome) => void)[]>();
  let concernsMany = false;
  const isNew = eachOnce(() => {
    log = createReviewLog();
    concernsMany = true;
  });

  function take(record: TopicRecord): DecisionOutcome | undefined {
    if (!isNew(record)) return undefined;
    const outcome = log.take(record.value?.toString() ?? "", record.timestampMs);
    if (outcome.kind === "repeated") return { kind: "counts", decision: outcome.decision };
    counted[outcome.kind]++;
    if (outcome.kind === "malformed") return undefined;
    if (outcome.kind === "counts") {
      concernsMany ||= isAboutSubject(log, outcome.decision);
      onDecision(outcome.decision);
    }
    return outcome;
  }

  return {
    async handle({ records }: RecordBatch): Promise<void> {
      const outcomes: DecisionOutcome[] = [];
      await inTurns(records, (record) => {
        const outcome = take(record);
        if (outcome !== undefined && asked.has(outcome.decision.id)) outcomes.push(outcome);
      });
      if (concernsMany) onMany();
      concernsMany = false;
      for (const outcome of outcomes) {
        for (const tell of asked.get(outcome.decision.id) ?? []) tell(outcome);
        asked.delete(outcome.decision.id);
      }
    },
    log: (): ReviewLog => log,
    /** How many records have come, by what became of them. */
    counted: counted as Readonly<typeof counted>,
    /** Resolves once a decision has been read. */
    outcomeOf: (id: string): Promise<DecisionOutcome> =>
      new Promise((resolve) => asked.set(id, [...(asked.get(id) ?? []), resolve])),
    /** Nobody waits for it any more. */
    forget: (id: string): boolean => asked.delete(id),
  };
}

/** A snooze, or its end, is about all alerts of a rule about a subject. */
function isAboutSubject(log: ReviewLog, { alert, action }: Decision): boolean {
  if (action === "snooze") return true;
  return action === "undo" && log.review(alert)?.history.at(-2)?.action === "snooze";
}
