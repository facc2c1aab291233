import { linesFor } from "../../generator/lines";
import type { Scheme } from "../../generator/schemes/scheme";
import type { Transaction } from "../../payment/transaction";
import { optionsOf } from "../generator/settings";

const START_MS = Date.UTC(2026, 0, 5);
const DAYS = 10;

/** The options of docs/generator.md's table, but for the outputs. */
export const TEN_DAYS =
  "--rate 833/h --accounts 20000 --amounts log-normal --arrivals daily --honest all --schemes 0.5% --kinds all --duration 10d";

/** Ten days of rich traffic, by time. A scheme that the end cuts off is expected to be found by nobody. */
export function tenDays(seed: string): { payments: Transaction[]; schemes: Scheme[] } {
  const payments: Transaction[] = [];
  const schemes = new Set<Scheme>();
  for (const { payment } of linesFor(optionsOf([...TEN_DAYS.split(" "), "--seed", seed]), START_MS)) {
    if (payment === undefined) continue;
    payments.push(payment.transaction);
    if (payment.scheme !== undefined) schemes.add(payment.scheme);
  }
  const isWhole = ({ lastAt }: Scheme) => lastAt < START_MS + DAYS * 86_400_000;
  return { payments, schemes: [...schemes].map((scheme) => (isWhole(scheme) ? scheme : { ...scheme, expected: [] })) };
}
