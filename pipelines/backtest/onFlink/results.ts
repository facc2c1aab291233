import { UserError } from "../../../config/runProgram";
import { byStart, type Finding } from "../../../rules/finding";
import type { Alert } from "../../../transforms/alert";
import type { DeadLetterJson } from "../../../transforms/deadLetterJson";
import type { TooLate } from "../../../transforms/tooLate";
import { findingOfAlert } from "./findingOfAlert";

/** Each alert once, by start of the window, then by id: what a job says again after a restart counts once. */
export function findingsIn(values: readonly string[]): Finding[] {
  const newest = new Map<string, Alert>();
  for (const value of values) {
    const alert: Alert = JSON.parse(value);
    if (alert.revision >= (newest.get(alert.id)?.revision ?? 0)) newest.set(alert.id, alert);
  }
  const standing = [...newest.values()].filter(({ withdrawn }) => !withdrawn);
  return standing.map(findingOfAlert).sort(byStart);
}

/**
 * How many records were no payments, by reason, each record once. Throws a `UserError` where payments came further out of
 * order than was allowed: what was found lacks them.
 */
export function deadLettersIn(values: readonly string[]): Map<string, number> {
  const reasons = new Map<string, number>();
  const seen = new Set<string>();
  let latest: TooLate | undefined;
  for (const value of values) {
    const record: DeadLetterJson | TooLate = JSON.parse(value);
    if (isTooLate(record)) {
      if (record.lateByMs >= (latest?.lateByMs ?? 0)) latest = record;
      continue;
    }
    const place = `${record.partition}-${record.offset}`;
    if (!seen.has(place)) reasons.set(record.reason, (reasons.get(record.reason) ?? 0) + 1);
    seen.add(place);
  }
  if (latest !== undefined) {
    throw new UserError(
      `--disorder: found payments of ${latest.key} that came ${Math.ceil(latest.lateByMs / 1_000)} s too late, expected a disorder longer by at least that`,
    );
  }
  return new Map([...reasons].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isTooLate(record: DeadLetterJson | TooLate): record is TooLate {
  return record.reason === "too-late";
}
