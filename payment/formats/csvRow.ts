import { Malformed, show } from "../malformed";

const QUOTE = '"';

/**
 * Splits a row (RFC 4180) and hands on its cells, without their quotes. Gives their number, or what is wrong. A library would
 * read many rows from a stream; here each record is a row of its own, so a line break in a cell never comes whole.
 */
export function splitRow(
  row: string,
  delimiter: string,
  cell: (index: number, text: string) => void,
): number | Malformed {
  let index = 0;
  for (let at = 0; ; index++) {
    if (row[at] === QUOTE) {
      const end = endOfQuoted(row, at + 1);
      if (end < 0) return unclosed(row, at);
      cell(index, row.slice(at + 1, end).replaceAll('""', QUOTE));
      at = end + 1;
      if (at === row.length) return index + 1;
      if (row[at] !== delimiter) return astray(row, at);
    } else {
      const found = row.indexOf(delimiter, at);
      const end = found < 0 ? row.length : found;
      const text = row.slice(at, end);
      const quote = text.indexOf(QUOTE);
      if (quote >= 0) return astray(row, at + quote);
      cell(index, text);
      if (found < 0) return index + 1;
      at = end;
    }
    at++;
  }
}

/** Where the quote is that ends a cell; -1 for nowhere. */
function endOfQuoted(row: string, start: number): number {
  for (let at = start; ; at += 2) {
    at = row.indexOf(QUOTE, at);
    if (at < 0 || row[at + 1] !== QUOTE) return at;
  }
}

function unclosed(row: string, at: number): Malformed {
  const found = `found a quote that nothing closes at character ${at + 1}: ${show(row.slice(at, at + 16))}`;
  return new Malformed("bad-csv", `${found}, expected "…" on one line: a cell with a line break cannot be read`);
}

function astray(row: string, at: number): Malformed {
  const found = show(row.slice(at, at + 16));
  return new Malformed(
    "bad-csv",
    `found ${found} at character ${at + 1}, expected quotes around a whole cell, doubled inside`,
  );
}
