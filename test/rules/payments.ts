import fc from "fast-check";
import type { Transaction } from "../../payment/transaction";
import { GAP_MS, START_MS } from "../transforms/payments";

/** Times that often lie exactly a gap apart, or a millisecond beside it, or are equal; some of them days away. */
const timestampMs = fc
  .tuple(
    fc.integer({ min: 0, max: 24 }),
    fc.constantFrom(-1, 0, 0, 1, 60_000, GAP_MS / 2),
    fc.constantFrom(0, 0, 0, 0, 0, 86_400_000, 7 * 86_400_000),
  )
  .map(([halves, ms, later]) => START_MS + (halves * GAP_MS) / 2 + ms + later);

/** Amounts that often add up to exactly the limit, and some that add up to more than 2^53 cents. */
const amountCents = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(1, 10_000, 70_000, 250_000, 500_000, 999_999, 1_000_000, 1_000_001) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 2_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(10 ** 14, 10 ** 14 - 1) },
);

const account = fc.constantFrom("a", "b", "c", "é");

/** Some have an id, in the order of UTF-8 another one than in JavaScript's. */
const id = fc.constantFrom("1", "2", "\uffff", "🏦");

/** What some were before they were converted; equal cents can come of different amounts. */
const paid = fc.constantFrom("7 JPY", "70 JPY", "2.500 KWD", "1.00 USD");

const payment: fc.Arbitrary<Transaction> = fc
  .record(
    { timestampMs, amountCents, origin: account, target: account, id, paid },
    { requiredKeys: ["timestampMs", "amountCents", "origin", "target"] },
  )
  .filter(({ origin, target }) => origin !== target);

/** So often the largest amount is more than 2^53 cents. */
const BEYOND_NUMBERS = 91;

/** In any order; some of them more than once, seldom one so often that sums are beyond what a number holds exactly. */
export const payments: fc.Arbitrary<Transaction[]> = fc
  .tuple(
    fc.array(payment, { maxLength: 40 }),
    fc.array(fc.nat(), { maxLength: 6 }),
    fc.option(payment, { freq: 12, nil: undefined }),
  )
  .map(([all, again, often]) => [
    ...all,
    ...again.flatMap((i) => (all.length > 0 ? [all[i % all.length]] : [])),
    ...(often ? Array.from({ length: BEYOND_NUMBERS }, (_, i) => ({ ...often, amountCents: 10 ** 14 - (i % 2) })) : []),
  ]);

/** The same as lines have them, without ids and currencies. */
export const linePayments = payments.map((all) => all.map(({ id: _, paid: __, ...payment }): Transaction => payment));
