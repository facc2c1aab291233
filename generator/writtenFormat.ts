import { type FormatOptions, inputFormat } from "../payment/formats/formatOptions";
import type { TextFormat } from "../payment/formats/inputFormat";

/** What payments are written in, CSV with the columns of its fields unless others are named. Throws `ConfigError`. */
export function writtenFormat(options: FormatOptions): TextFormat {
  const format = inputFormat(options, { headers: true });
  if (format.format !== "csv" || format.columns !== undefined) return format;
  const { timestamp, origin, target, amount, id } = format.fields;
  const fields = [timestamp, origin, target, amount, ...(id === undefined ? [] : [id])];
  return { ...format, columns: fields.map(({ path }) => path) };
}

/** Whether what payments are written in has a place for their ids. */
export function hasIds(options: FormatOptions): boolean {
  if (options.format === "avro") return true;
  const format = writtenFormat(options);
  return format.format !== "lines" && format.fields.id !== undefined;
}

/** The first line of a file, where it names columns. */
export function headerOf(format: TextFormat): string | undefined {
  return format.format === "csv" ? format.columns?.join(format.delimiter) : undefined;
}
