import { parseTransaction } from "../transaction";
import { textOf } from "../utf8";
import { notUtf8 } from "./notUtf8";
import type { PaymentReader } from "./paymentReader";

/** Reads lines `timestamp;origin;target;amount`. */
export function createLineReader(): PaymentReader {
  return {
    read(value, latestMs) {
      const text = textOf(value);
      return text === undefined ? notUtf8(value) : parseTransaction(text, latestMs);
    },
  };
}
