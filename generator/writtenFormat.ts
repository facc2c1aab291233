import { type FormatOptions, inputFormat } from "../payment/formats/formatOptions";
import type { TextFormat } from "../payment/formats/inputFormat";

/** What payments are written in, CSV with the columns of its fields unless others are named. Throws `ConfigError`. */
export function writtenFormat(options: FormatOptions): TextFormat {
  const format = inputFormat(options, { headers: true });
  if (format.format !== "csv" || format.columns !== undefined) return format;
  const { timestamp, origin, target, amount } = format.fields;
  return { ...format, columns: [timestamp, origin, target, amount].map(({ path }) => path) };
}

/** The first line of a file, where it names columns. */
export function headerOf(format: TextFormat): string | undefined {
  return format.format === "csv" ? format.columns?.join(format.delimiter) : undefined;
}
