import { Malformed } from "../malformed";

export function notUtf8(value: string | Uint8Array): Malformed {
  return new Malformed("invalid-utf8", `found ${value.length} bytes that are not UTF-8`);
}
