import type { Rates } from "../payment/conversion";
import { type FormatOptions, inputFormat } from "../payment/formats/formatOptions";
import type { TextFormat } from "../payment/formats/inputFormat";

type WrittenOptions = FormatOptions & { currencies?: Rates };

/** What payments are written in, CSV with the columns of its fields unless others are named. Throws `ConfigError`. */
export function writtenFormat(options: WrittenOptions): TextFormat {
  const format = inputFormat(options, { headers: true, rates: options.currencies });
  if (format.format !== "csv" || format.columns !== undefined) return format;
  const { timestamp, origin, target, amount, id, currency } = format.fields;
  const columns = [timestamp, origin, target, amount, id, currency].flatMap((field) => field?.path ?? []);
  return { ...format, columns };
}

/** Whether what payments are written in has a place for their ids. */
export function hasIds(options: WrittenOptions): boolean {
  if (options.format === "avro") return true;
  const format = writtenFormat(options);
  return format.format !== "lines" && format.fields.id !== undefined;
}

/** The first line of a file, where it names columns. */
export function headerOf(format: TextFormat): string | undefined {
  return format.format === "csv" ? format.columns?.join(format.delimiter) : undefined;
}
