import type { Kafka } from "kafkajs";
import { UserError } from "../../../config/runProgram";
import { readTopic, wholeTopic } from "../../../kafka/readTopic";
import type { Finding } from "../../../rules/finding";
import type { Alert } from "../../../transforms/alert";
import type { DeadLetterJson } from "../../../transforms/deadLetterJson";
import type { TooLate } from "../../../transforms/tooLate";
import { findingOfAlert } from "./findingOfAlert";
import type { OwnTopics } from "./ownTopics";

/** Each alert once, by start of the window, then by id: what a job says again after a restart counts once. */
export async function readFindings(kafka: Kafka, { alerts: topic }: OwnTopics, group: string): Promise<Finding[]> {
  const newest = new Map<string, Alert>();
  await readTopic(kafka, topic, await wholeTopic(kafka, topic), group, (value) => {
    const alert: Alert = JSON.parse(value.toString());
    if (alert.revision >= (newest.get(alert.id)?.revision ?? 0)) newest.set(alert.id, alert);
  });
  const findings = [...newest.values()].filter(({ withdrawn }) => !withdrawn).map(findingOfAlert);
  return findings.sort((a, b) => a.windowStartMs - b.windowStartMs || (a.id < b.id ? -1 : 1));
}

/**
 * How many records were no payments, by reason. Throws a `UserError` where payments came further out of order than
 * `disorderMs` allows: what was found lacks them.
 */
export async function readDeadLetters(
  kafka: Kafka,
  { deadLetters: topic }: OwnTopics,
  group: string,
): Promise<Map<string, number>> {
  const reasons = new Map<string, number>();
  const seen = new Set<string>();
  let latest: TooLate | undefined;
  await readTopic(kafka, topic, await wholeTopic(kafka, topic), group, (value) => {
    const record: DeadLetterJson | TooLate = JSON.parse(value.toString());
    if (isTooLate(record)) {
      if (record.lateByMs > (latest?.lateByMs ?? 0)) latest = record;
      return;
    }
    const place = `${record.partition}-${record.offset}`;
    if (!seen.has(place)) reasons.set(record.reason, (reasons.get(record.reason) ?? 0) + 1);
    seen.add(place);
  });
  if (latest !== undefined) {
    throw new UserError(
      `--disorder: found payments of ${latest.key} that came ${Math.ceil(latest.lateByMs / 1_000)} s too late, expected a longer disorder by at least that`,
    );
  }
  return new Map([...reasons].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isTooLate(record: DeadLetterJson | TooLate): record is TooLate {
  return record.reason === "too-late";
}
