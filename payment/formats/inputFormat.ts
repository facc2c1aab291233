import type { RegistryAddress } from "../../registry/address";
import type { Rates } from "../conversion";

/** What a field of a payment can be read from; the others are needed. */
export const FIELD_NAMES = ["timestamp", "origin", "target", "amount", "id", "currency"] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** How a time is written: RFC 3339 (or RFC 850) as a text, or a number since 1970. */
export const TIME_FORMS = ["rfc3339", "epoch-s", "epoch-ms", "epoch-us"] as const;
export type TimeForm = (typeof TIME_FORMS)[number];

/** How an amount is written: `12.5` as a text or a number, `12,5` as a text, or a whole number of minor units. */
export const AMOUNT_FORMS = ["decimal", "decimal-comma", "cents"] as const;
export type AmountForm = (typeof AMOUNT_FORMS)[number];

/** Where a field stands: a pointer into the record (RFC 6901) such as `/debtor/account/iban`, a column's name for CSV. */
export interface Field {
  path: string;
}

export interface TimeField extends Field {
  /** Left out, where an Avro schema says it. */
  as?: TimeForm;
}

export interface AmountField extends Field {
  /** Left out, where an Avro schema says it. */
  as?: AmountForm;
}

export interface CurrencyField extends Field {
  /** What the amount is converted by; left out where that comes with the payments. */
  rates?: Rates;
}

export interface Fields {
  timestamp: TimeField;
  origin: Field;
  target: Field;
  amount: AmountField;
  id?: Field;
  currency?: CurrencyField;
}

/** `timestamp;origin;target;amount` */
export interface LinesFormat {
  format: "lines";
}

/** Records in Confluent's wire format: which schema of a registry, and what was written by it. */
export interface AvroFormat {
  format: "avro";
  fields: Fields;
  registry: RegistryAddress;
  /** How long a record waits for a schema that the registry does not know, in ms; for ever without it. */
  unknownSchemaMs?: number;
  /** The schema, as JSON, that records of other versions of it are read by. */
  readerSchema?: string;
}

/** One JSON object a record. */
export interface JsonFormat {
  format: "json";
  fields: Fields;
}

/** One row a record. */
export interface CsvFormat {
  format: "csv";
  fields: Fields;
  delimiter: string;
  /** The names of the columns in their order; left out, where the header of a file says them. */
  columns?: string[];
}

/** How the payments of an input are written. It travels as JSON, in the settings of a `DoFn`. */
export type InputFormat = LinesFormat | JsonFormat | CsvFormat | AvroFormat;

/** What payments are written to as text, by this project itself. */
export type TextFormat = Exclude<InputFormat, AvroFormat>;

/** What amounts are converted to, where payments say their currencies. */
export function baseCurrency(input: InputFormat | undefined): string | undefined {
  return input === undefined || input.format === "lines" ? undefined : input.fields.currency?.rates?.base;
}

/** The same input with other rates; without any, no payment is understood. */
export function withRates(input: InputFormat, rates: Rates | undefined): InputFormat {
  if (input.format === "lines" || input.fields.currency === undefined) return input;
  const { path } = input.fields.currency;
  return { ...input, fields: { ...input.fields, currency: { path, ...(rates && { rates }) } } };
}

/** Whether amounts are converted by what comes with the payments. */
export function isConvertedLive(input: InputFormat | undefined): boolean {
  if (input === undefined || input.format === "lines") return false;
  const { currency } = input.fields;
  return currency !== undefined && currency.rates === undefined;
}

export const LINES: LinesFormat = { format: "lines" };
