import type { Malformed } from "../malformed";
import type { Transaction } from "../transaction";
import { avroReaderOf } from "./avro/avroReader";
import { createCsvReader } from "./csv";
import type { InputFormat } from "./inputFormat";
import { createJsonReader } from "./json";
import { createLineReader } from "./lines";

/** Reads records as payments. Nothing throws: what is no payment says why, and where. */
export interface PaymentReader {
  /** A time after `latestMs` (epoch ms) is refused. */
  read(value: string | Uint8Array, latestMs: number): Transaction | Malformed;
}

/** The reader of a format. */
export function createPaymentReader(format: InputFormat): PaymentReader {
  switch (format.format) {
    case "lines":
      return createLineReader();
    case "avro":
      return avroReaderOf(format);
    case "json":
      return createJsonReader(format);
    case "csv":
      return createCsvReader(format);
  }
}
