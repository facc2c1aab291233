import { isUtf8 } from "node:buffer";
import { bytesOf } from "../utf8";
import { paymentMaker } from "./fieldValues";
import { nothingFound } from "./found";
import type { JsonFormat } from "./inputFormat";
import { JsonScanner } from "./jsonScanner";
import { notUtf8 } from "./notUtf8";
import { pathTree } from "./pathTree";
import type { PaymentReader } from "./paymentReader";

/** Reads one JSON text a record. */
export function createJsonReader({ fields }: JsonFormat): PaymentReader {
  const found = nothingFound();
  const all = Object.values(found);
  const scanner = new JsonScanner(pathTree(fields, found));
  const makePayment = paymentMaker(fields);
  return {
    read(value, latestMs) {
      const bytes = bytesOf(value);
      for (const field of all) field.kind = "missing";
      const problem = scanner.scan(bytes);
      if ((problem !== undefined || scanner.hasMoreThanAscii) && !isUtf8(bytes)) return notUtf8(bytes);
      // The scanner's texts keep nothing else in memory.
      return problem ?? makePayment(found, latestMs, 0);
    },
  };
}
