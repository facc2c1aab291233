import { checkAccount, checkAmount, checkId, checkTime, checkTwoAccounts, ownText } from "../checks";
import { Malformed, show } from "../malformed";
import type { Transaction } from "../transaction";
import { AMOUNTS } from "./amountForms";
import { foreignAmounts } from "./foreignAmounts";
import type { Form } from "./form";
import type { Found, FoundFields } from "./found";
import type { Fields } from "./inputFormat";
import { LAST_MS, TIMES } from "./timeForms";
import { noScalar, placed, short, unfit } from "./unfit";

/** What lines cannot have in an account, and half a surrogate pair, which no UTF-8 has. */
const NO_ACCOUNT = /[;\p{Surrogate}]/u;
const HALF_CHARACTER = /\p{Surrogate}/u;
const WHOLE_NUMBER = /^-?\d+$/;

/**
 * Makes a payment of what was found at the places of its fields, held to what a line is held to, or says what is wrong with
 * which of them. `recordLength`: characters of the text that accounts may be slices of.
 */
export function paymentMaker(fields: Fields) {
  const { timestamp, origin, target, amount, id, currency } = fields;
  const time = TIMES[timestamp.as ?? "rfc3339"];
  const money = AMOUNTS[amount.as ?? "decimal"];
  const convert = currency && foreignAmounts(currency, amount, money);
  return (found: FoundFields, latestMs: number, recordLength: number): Transaction | Malformed => {
    const timestampMs = timeOf(found.timestamp, time);
    if (timestampMs instanceof Malformed) return placed(timestamp.path, timestampMs);
    if (!(timestampMs <= latestMs)) {
      const badTime = checkTime(timestampMs, shownTime(found.timestamp), latestMs, time.expected);
      if (badTime !== undefined) return placed(timestamp.path, badTime);
    }
    const badOrigin = checkFoundAccount("origin", found.origin);
    if (badOrigin !== undefined) return placed(origin.path, badOrigin);
    const badTarget = checkFoundAccount("target", found.target);
    if (badTarget !== undefined) return placed(target.path, badTarget);
    const same = checkTwoAccounts(found.origin.text, found.target.text);
    if (same !== undefined) return placed(`${origin.path} and ${target.path}`, same);
    const converted = convert?.(found, timestampMs);
    if (converted instanceof Malformed) return converted;
    const amountCents = converted === undefined ? centsOf(found.amount, money, amount.path) : converted.amountCents;
    if (amountCents instanceof Malformed) return amountCents;
    const payment: Transaction = {
      timestampMs,
      origin: ownText(found.origin.text, recordLength),
      target: ownText(found.target.text, recordLength),
      amountCents,
    };
    if (converted?.paid !== undefined) payment.paid = converted.paid;
    if (id === undefined) return payment;
    const badId = checkFoundId(found.id);
    if (badId !== undefined) return placed(id.path, badId);
    // A payment may be without.
    if (isThere(found.id)) payment.id = ownText(found.id.text, recordLength);
    return payment;
  };
}

function timeOf(found: Found, form: Form): number | Malformed {
  if (found.kind === "moment") return found.value >= 0 && found.value <= LAST_MS ? found.value : Number.NaN;
  return unfit(found, form) ?? form.read(found.text);
}

function shownTime({ kind, text, value }: Found): string {
  return kind === "moment" ? String(value) : text;
}

function centsOf(found: Found, form: Form, place: string): number | Malformed {
  if (found.kind === "cents") return found.value;
  const none = unfit(found, form);
  if (none !== undefined) return placed(place, none);
  const cents = form.read(found.text);
  const bad = checkAmount(cents, found.text, form.expected);
  return bad === undefined ? cents : placed(place, bad);
}

/** A text, or a whole number as it is written: `1e3` and `1000` would be the same account. */
function checkFoundAccount(name: string, found: Found): Malformed | undefined {
  const { kind, text } = found;
  if (kind === "number" && !WHOLE_NUMBER.test(text)) {
    return new Malformed(
      "wrong-type",
      `found the number ${short(text)}, expected an account: a text or a whole number`,
    );
  }
  if (kind !== "text" && kind !== "number") return noScalar(found, "an account: a text or a whole number");
  const bad = checkAccount(name, text);
  if (bad !== undefined || !NO_ACCOUNT.test(text)) return bad;
  return new Malformed("bad-account", `${name} ${show(text)} has a semicolon or half a character, expected neither`);
}

function isThere({ kind, text }: Found): boolean {
  return kind !== "missing" && kind !== "null" && (kind !== "text" || text !== "");
}

/** A text, or a whole number as it is written. */
function checkFoundId(found: Found): Malformed | undefined {
  const { kind, text } = found;
  if (!isThere(found)) return undefined;
  if (kind === "number" && !WHOLE_NUMBER.test(text)) {
    return new Malformed("wrong-type", `found the number ${short(text)}, expected an id: a text or a whole number`);
  }
  if (kind !== "text" && kind !== "number") return noScalar(found, "an id: a text or a whole number");
  if (HALF_CHARACTER.test(text)) return new Malformed("bad-id", `found ${show(text)}, which has half a character`);
  return checkId(text);
}
