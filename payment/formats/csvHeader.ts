import { Malformed } from "../malformed";
import { textOf } from "../utf8";
import { splitRow } from "./csvRow";
import { type CsvFormat, FIELD_NAMES } from "./inputFormat";

/** The columns that the first line of a file names, or why it is no header. */
export function columnsOf(header: string | Uint8Array, delimiter: string): string[] | string {
  const columns: string[] = [];
  const text = textOf(header);
  if (text === undefined) return "the header is not UTF-8";
  const count = splitRow(text, delimiter, (_, name) => columns.push(name));
  return count instanceof Malformed ? `the header cannot be read: ${count.detail}` : columns;
}

/** What keeps rows with these columns from being read: fields whose column is missing, or there twice. */
export function columnProblems({ fields }: Pick<CsvFormat, "fields">, columns: string[]): string[] {
  return FIELD_NAMES.flatMap((name) => {
    const path = fields[name]?.path;
    if (path === undefined) return [];
    const count = columns.filter((column) => column === path).length;
    if (count === 1) return [];
    const found = count === 0 ? "no column" : `${count} columns`;
    const named = columns.map((column) => JSON.stringify(column)).join(", ");
    return [
      `found ${found} ${JSON.stringify(path)} for ${name} among ${named}; --field ${name}=COLUMN names another one`,
    ];
  });
}
