import { z } from "zod";
import { howWritten, type Written, written } from "./written";

const HOW: Written = {
  expected: "a time such as 2017-07-23T00:00:00Z, or a date for its midnight in UTC, from 1970 on",
  pattern: /^\d{4}-\d\d-\d\d([Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d))?$/,
};

/**
 * Epoch ms of an RFC 3339 time or of a date, the same wherever it is read: a time without its offset, which each machine reads by its
 * own zone, is none.
 */
export function instant() {
  const schema = z.unknown().transform((value, context): number => {
    const ms = value instanceof Date ? value.getTime() : parseInstant(String(value));
    if (ms >= 0) return ms;
    context.addIssue({ code: "custom", message: HOW.expected });
    return z.NEVER;
  });
  return written(schema, HOW);
}

/** What `schema` takes, or one of some words, which stand for themselves. */
export function orWords<const W extends string, T>(words: readonly W[], schema: z.ZodType<T>) {
  const how = howWritten(schema);
  const expected = `${words.join(", ")} or ${how?.expected}`;
  const either = z.union([z.enum(words), schema], { error: expected });
  return how === undefined
    ? either
    : written(either, { ...how, expected, pattern: new RegExp(`^(${words.join("|")})$|${how.pattern.source}`) });
}

/** NaN where the text is no instant; `Date.parse` alone takes February 30 and times of no zone. */
function parseInstant(text: string): number {
  const date = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
  if (date === null || !HOW.pattern.test(text)) return Number.NaN;
  const [year, month, day] = date.slice(1).map(Number);
  const isInCalendar = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month <= 12;
  return isInCalendar ? Date.parse(text.toUpperCase()) : Number.NaN;
}
