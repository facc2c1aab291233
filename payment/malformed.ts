/** What can be wrong with a line. */
export const LINE_REASONS = [
  "invalid-utf8",
  "nul-character",
  "field-count",
  "bad-timestamp",
  "future-timestamp",
  "bad-account",
  "same-accounts",
  "bad-amount",
] as const;

/** What can be wrong with a record, in whatever format: what it is written in first, then what it says. */
export const DEAD_LETTER_REASONS = [
  ...LINE_REASONS,
  "bad-json",
  "bad-csv",
  "bad-avro",
  "bad-schema",
  "unknown-schema",
  "duplicate-key",
  "too-deep",
  "missing-field",
  "wrong-type",
  "bad-id",
  "unknown-currency",
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** Why a record is no transaction: a code to count by, and a sentence with what was found and what would be right. */
export class Malformed {
  constructor(
    readonly reason: DeadLetterReason,
    readonly detail: string,
  ) {}
}

/** Found text for a message: quoted, and short even where the record has megabytes. */
export function show(found: string): string {
  return JSON.stringify(found.length > 64 ? `${found.slice(0, 64)}…` : found);
}
