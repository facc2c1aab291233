import { checkAccount, checkAmount, checkTime, checkTwoAccounts, ownText } from "../checks";
import { Malformed, show } from "../malformed";
import type { Transaction } from "../transaction";
import { AMOUNTS } from "./amountForms";
import type { Form } from "./form";
import type { Found, FoundFields } from "./found";
import type { Fields } from "./inputFormat";
import { TIMES } from "./timeForms";

/** What lines cannot have in an account, and half a surrogate pair, which no UTF-8 has. */
const NO_ACCOUNT = /[;\p{Surrogate}]/u;
const WHOLE_NUMBER = /^-?\d+$/;

/**
 * Makes a payment of what was found at the places of its fields, held to what a line is held to, or says what is wrong with
 * which of them. `recordLength`: characters of the text that accounts may be slices of.
 */
export function paymentMaker(fields: Fields) {
  const { timestamp, origin, target, amount } = fields;
  const time = TIMES[timestamp.as ?? "rfc3339"];
  const money = AMOUNTS[amount.as ?? "decimal"];
  return (found: FoundFields, latestMs: number, recordLength: number): Transaction | Malformed => {
    const noTime = unfit(found.timestamp, time);
    if (noTime !== undefined) return placed(timestamp.path, noTime);
    const timestampMs = time.read(found.timestamp.text);
    const badTime = checkTime(timestampMs, found.timestamp.text, latestMs, time.expected);
    if (badTime !== undefined) return placed(timestamp.path, badTime);
    const badOrigin = checkFoundAccount("origin", found.origin);
    if (badOrigin !== undefined) return placed(origin.path, badOrigin);
    const badTarget = checkFoundAccount("target", found.target);
    if (badTarget !== undefined) return placed(target.path, badTarget);
    const same = checkTwoAccounts(found.origin.text, found.target.text);
    if (same !== undefined) return placed(`${origin.path} and ${target.path}`, same);
    const noAmount = unfit(found.amount, money);
    if (noAmount !== undefined) return placed(amount.path, noAmount);
    const amountCents = money.read(found.amount.text);
    const badAmount = checkAmount(amountCents, found.amount.text, money.expected);
    if (badAmount !== undefined) return placed(amount.path, badAmount);
    return {
      timestampMs,
      origin: ownText(found.origin.text, recordLength),
      target: ownText(found.target.text, recordLength),
      amountCents,
    };
  };
}

function placed(place: string, { reason, detail }: Malformed): Malformed {
  return new Malformed(reason, `${place}: ${detail}`);
}

/** What is no value for the form at all. */
function unfit({ kind, text }: Found, { takes, expected }: Form): Malformed | undefined {
  if (takes.includes(kind)) return undefined;
  if (kind === "number") return new Malformed("wrong-type", `found the number ${short(text)}, expected ${expected}`);
  return noScalar(kind, expected);
}

function noScalar(kind: Found["kind"], expected: string): Malformed {
  if (kind === "missing") return new Malformed("missing-field", `found nothing, expected ${expected}`);
  if (kind === "null") return new Malformed("missing-field", `found null, expected ${expected}`);
  return new Malformed("wrong-type", `found ${kind === "boolean" ? "a" : "an"} ${kind}, expected ${expected}`);
}

/** A text, or a whole number as it is written: `1e3` and `1000` would be the same account. */
function checkFoundAccount(name: string, { kind, text }: Found): Malformed | undefined {
  if (kind === "number" && !WHOLE_NUMBER.test(text)) {
    return new Malformed(
      "wrong-type",
      `found the number ${short(text)}, expected an account: a text or a whole number`,
    );
  }
  if (kind !== "text" && kind !== "number") return noScalar(kind, "an account: a text or a whole number");
  const bad = checkAccount(name, text);
  if (bad !== undefined || !NO_ACCOUNT.test(text)) return bad;
  return new Malformed("bad-account", `${name} ${show(text)} has a semicolon or half a character, expected neither`);
}

function short(number: string): string {
  return number.length > 64 ? `${number.slice(0, 64)}…` : number;
}
