import type { Alert, AlertTransaction } from "./alert";

/**
 * An alert as the log shows it: a head line, then one line per payment, the last one closing both braces. Times are
 * epoch milliseconds. A capped alert ends with a line that tells how many more payments there are.
 */
export function alertText(alert: Alert): string {
  const start = Date.parse(alert.firstTransaction);
  const end = Date.parse(alert.windowEnd);
  const head = `Detected Fraud: TransactionAggregate {startTimestamp=${start}, endTimestamp=${end}, totalAmount=${alert.totalAmount}:`;
  const lines = [head, ...alert.transactions.map(transactionText)];
  const more = alert.count - alert.transactions.length;
  if (more > 0) lines.push(`... and ${more} more transaction${more === 1 ? "" : "s"}`);
  return `${lines.join("\n")}}`;
}

function transactionText({ timestamp, origin, target, amount }: AlertTransaction): string {
  return `Transaction{timestamp=${Date.parse(timestamp)}, origin=${printable(origin)}, target='${printable(target)}', amount=${amount}}`;
}

// Control characters, line and paragraph separators, and the marks that change writing direction.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Account names are anybody's text: what could forge a log line or steer a terminal is shown escaped. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}
