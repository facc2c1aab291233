import { Malformed } from "../malformed";
import { textOf } from "../utf8";
import { splitRow } from "./csvRow";
import { paymentMaker } from "./fieldValues";
import { type Found, nothingFound } from "./found";
import { type CsvFormat, FIELD_NAMES } from "./inputFormat";
import { notUtf8 } from "./notUtf8";
import type { PaymentReader } from "./paymentReader";

/** Reads one row of CSV a record. */
export function createCsvReader({ fields, delimiter, columns = [] }: CsvFormat): PaymentReader {
  const found = nothingFound();
  const wanted: Found[][] = columns.map((column) =>
    FIELD_NAMES.filter((name) => fields[name]?.path === column).map((name) => found[name]),
  );
  for (const cell of wanted.flat()) cell.kind = "text";
  const tell = (index: number, text: string) => {
    if (index < wanted.length) for (const cell of wanted[index]) cell.text = text;
  };
  const makePayment = paymentMaker(fields);
  return {
    read(value, latestMs) {
      const text = textOf(value);
      if (text === undefined) return notUtf8(value);
      const count = splitRow(text, delimiter, tell);
      if (count instanceof Malformed) return count;
      if (count !== wanted.length) return wrongCount(count, columns, delimiter);
      return makePayment(found, latestMs, text.length);
    },
  };
}

function wrongCount(count: number, columns: string[], delimiter: string): Malformed {
  const names = columns.join(delimiter);
  const expected = `${columns.length}: ${names.length > 200 ? `${names.slice(0, 200)}…` : names}`;
  return new Malformed("field-count", `found ${count} column${count === 1 ? "" : "s"}, expected ${expected}`);
}
