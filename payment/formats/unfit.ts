import { Malformed } from "../malformed";
import type { Form } from "./form";
import type { Found } from "./found";

/** The same, said of the place where the field stands. */
export function placed(place: string, { reason, detail }: Malformed): Malformed {
  return new Malformed(reason, `${place}: ${detail}`);
}

/** What is no value for the form at all. */
export function unfit(found: Found, { takes, expected }: Form): Malformed | undefined {
  const { kind, text } = found;
  if (takes.includes(kind)) return undefined;
  if (kind === "number") return new Malformed("wrong-type", `found the number ${short(text)}, expected ${expected}`);
  return noScalar(found, expected);
}

/** What is neither a text nor a number. */
export function noScalar({ kind, text }: Found, expected: string): Malformed {
  if (kind === "missing") return new Malformed("missing-field", `found nothing, expected ${expected}`);
  if (kind === "null") return new Malformed("missing-field", `found null, expected ${expected}`);
  if (kind === "not-utf8") return new Malformed("invalid-utf8", `found a text that is not UTF-8, expected ${expected}`);
  if (kind === "unfit") return new Malformed("wrong-type", `found ${text}, expected ${expected}`);
  return new Malformed(
    "wrong-type",
    `found ${kind === "boolean" || kind === "moment" ? "a" : "an"} ${kind}, expected ${expected}`,
  );
}

/** A number for a message. */
export function short(number: string): string {
  return number.length > 64 ? `${number.slice(0, 64)}…` : number;
}
