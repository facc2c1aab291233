import type { Alert, AlertTransaction } from "./alert";
import { seenJoiners } from "./joiners";

/**
 * An alert as the log shows it: where a rule raised it a line that says which and why, then a head line, then one line
 * per payment, the last one closing both braces. Times are epoch milliseconds. A capped alert ends with a line that tells
 * how many more payments there are. Of a withdrawn alert it is one line that says why.
 */
export function alertText(alert: Alert): string {
  if (alert.withdrawn) return withdrawnLine(alert);
  const start = Date.parse(alert.firstTransaction);
  const end = Date.parse(alert.windowEnd);
  const head = `Detected Fraud: TransactionAggregate {startTimestamp=${start}, endTimestamp=${end}, totalAmount=${alert.totalAmount}${after(alert.currency)}:`;
  const lines = [head, ...alert.transactions.map(transactionText)];
  const more = alert.count - alert.transactions.length;
  if (more > 0) lines.push(`... and ${more} more transaction${more === 1 ? "" : "s"}`);
  return `${ruleLine(alert)}${lines.join("\n")}}`;
}

/** `structuring, high: Parts below the limit …` */
function ruleLine({ rule, reason }: Alert): string {
  if (rule === undefined) return "";
  return `${rule.id}, ${rule.severity}${rule.mode === "shadow" ? ", shadow" : ""}: ${printable(reason)}\n`;
}

/** `withdrawn: alert 4f…, pass-through, high: Money that is sent on …: not sent 5, at least …` */
function withdrawnLine({ id, rule, reason }: Alert): string {
  const by = rule === undefined ? "" : `, ${rule.id}, ${rule.severity}`;
  return `withdrawn: alert ${printable(id)}${by}: ${printable(reason.replace(/^Withdrawn: /, ""))}`;
}

function transactionText({ timestamp, origin, target, amount, originalAmount, currency }: AlertTransaction): string {
  const original = originalAmount === undefined ? "" : `, originalAmount=${originalAmount}${after(currency)}`;
  return `Transaction{timestamp=${Date.parse(timestamp)}, origin=${fieldText(origin)}, target='${fieldText(target)}', amount=${amount}${original}}`;
}

function after(currency: string | undefined): string {
  return currency === undefined ? "" : ` ${currency}`;
}

const FIELD = /(timestamp|origin|target|amount)=/gi;

/** Only the text form itself writes a field's name and `=`: in an account's name the `=` is escaped, so none can forge a field. */
function fieldText(account: string): string {
  return printable(account).replace(FIELD, "$1\\u003d");
}

// Control characters (C0 and C1), halves of surrogate pairs, line and paragraph separators, and all that is invisible:
// marks that change writing direction, joiners (but where they are seen: `joiners.ts`), variation selectors, tags, fillers, the empty braille cell.
const UNSEEN = "\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffb";
const UNPRINTABLE = new RegExp(`[${UNSEEN}]`, "gu");
/** A backslash that would read as one of the escapes is escaped itself, so that no two names look alike. */
const UNPRINTABLE_OR_ESCAPE = new RegExp(`[${UNSEEN}]|\\\\(?=u[0-9a-f{])`, "gu");

/** Account names are anybody's text: what could forge a log line, steer a terminal or not be seen is shown escaped. */
export function printable(text: string): string {
  const seen = seenJoiners(text);
  return text.replace(UNPRINTABLE_OR_ESCAPE, (mark, at: number) => {
    if (seen.has(at)) return mark;
    const code = (mark.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  });
}

/** The text that `printable` shows so. */
export function unescaped(shown: string): string {
  return shown.replace(/\\u(?:\{([0-9a-f]{5,6})\}|([0-9a-f]{4}))/g, (written, long?: string, short?: string) => {
    const code = Number.parseInt(long ?? short ?? "", 16);
    return code > 0x10ffff ? written : String.fromCodePoint(code);
  });
}

/** The same JSON document, with what `printable` would escape written as JSON's own escapes. */
export function printableJson(json: string): string {
  const seen = seenJoiners(json);
  return json.replace(UNPRINTABLE, (mark, at: number) => {
    if (seen.has(at)) return mark;
    let escaped = "";
    for (let i = 0; i < mark.length; i++) escaped += `\\u${mark.charCodeAt(i).toString(16).padStart(4, "0")}`;
    return escaped;
  });
}
