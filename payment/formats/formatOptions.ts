import { z } from "zod";
import type { Options, Values } from "../../config/options";
import { ConfigError } from "../../config/readConfig";
import { oneOf } from "../../config/values";
import { written } from "../../config/written";
import type { Rates } from "../conversion";
import { columnProblems } from "./csvHeader";
import { fieldMapping, type MappedName } from "./fieldMapping";
import type { AmountForm, Field, Fields, TextFormat, TimeForm } from "./inputFormat";
import { LINES } from "./inputFormat";
import { keysOf } from "./pointer";

const DELIMITER = "one character such as , or ;, or the word tab, but no quote, letter or digit";

const delimiter = written(
  z.string({ error: DELIMITER }).transform((text, context) => {
    const character = text === "tab" ? "\t" : text;
    if (/^[^\w"\r\n]$/.test(character)) return character;
    context.addIssue({ code: "custom", message: DELIMITER });
    return z.NEVER;
  }),
  { expected: DELIMITER, pattern: /^([^\w"\r\n]|tab)$/ },
);

const columns = z
  .union([z.string().transform((list) => list.split(",")), z.array(z.string())], { error: "NAME[,NAME…]" })
  .refine((names) => names.every((name) => name !== ""), "NAME[,NAME…]");

/** What payments are written in: the same options wherever they are read. */
export const formatOptions = {
  format: {
    schema: oneOf(["lines", "json", "csv", "avro"]),
    default: "lines",
    value: "FORMAT",
    describe:
      "how payments are written: lines timestamp;origin;target;amount, json, csv, or avro with --schema-registry",
  },
  field: {
    schema: fieldMapping,
    optional: true,
    repeats: true,
    value: "NAME=PLACE[:FORM]",
    describe:
      "where a payment's timestamp, origin, target or amount stands, and its id and currency, if it has them: a pointer such as /debtor/iban in JSON and Avro, a column of CSV; with :epoch-s, :epoch-ms, :epoch-us, :cents or :decimal-comma for how it is written (default: the field's own name, no id, one currency)",
  },
  csvDelimiter: {
    schema: delimiter,
    default: ",",
    value: "CHARACTER",
    describe: "what lies between the columns of CSV, or tab",
  },
  csvColumns: {
    schema: columns,
    optional: true,
    value: "NAME[,NAME…]",
    describe: "the columns of CSV in their order, where no header says them, as in a topic",
  },
} as const satisfies Options;

export type FormatOptions = Values<typeof formatOptions>;

/** Rates, null where there are none, or live where they come with the payments. */
export type KnownRates = Rates | "live" | null;

/** What is known of an input beside its options. */
export interface InputKnown {
  /** Whether a file's first line names the columns of CSV. */
  headers: boolean;
  /** Of the rules; null where they have none, left out where payments are only written. */
  rates?: KnownRates;
}

/** The description of the input that options give. Throws `ConfigError` where options do not fit each other. */
export function inputFormat(options: FormatOptions, { headers, rates }: InputKnown): TextFormat {
  const { format, field, csvDelimiter, csvColumns } = options;
  if (format === "avro") {
    throw new ConfigError(["--format: found avro, which only topics hold; expected lines, json or csv"]);
  }
  if (format === "lines") {
    if (field === undefined && csvColumns === undefined) return LINES;
    throw new ConfigError([
      `--${field ? "field" : "csv-columns"}: not with --format lines, whose fields have their places`,
    ]);
  }
  const fields = fieldsOf(field ?? {}, format === "json" ? "/" : "", rates);
  if (format === "json") {
    const problems = Object.entries(fields)
      .filter(([, { path }]) => keysOf(path) === undefined)
      .map(
        ([name, { path }]) =>
          `--field: found ${JSON.stringify(`${name}=${path}`)}, expected a pointer such as /debtor/iban`,
      );
    if (csvColumns !== undefined) problems.push("--csv-columns: only with --format csv");
    if (problems.length > 0) throw new ConfigError(problems);
    return { format, fields };
  }
  if (csvColumns === undefined && !headers) {
    throw new ConfigError(["--csv-columns is missing: records of a topic have no header that names their columns"]);
  }
  const problems = csvColumns === undefined ? [] : columnProblems({ fields }, csvColumns);
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => `--csv-columns: ${problem}`));
  return { format, fields, delimiter: csvDelimiter, columns: csvColumns };
}

function fieldsOf(
  given: Partial<Record<MappedName, Field & { as?: string }>>,
  root: string,
  rates?: KnownRates,
): Fields {
  const field = (name: MappedName) => given[name] ?? { path: `${root}${name}` };
  const { currency } = given;
  if (currency !== undefined && !rates) {
    const expected =
      rates === null
        ? "a file of --rules with rates, or versions of them"
        : "none without --currencies: payments are written in one";
    throw new ConfigError([`--field: found ${JSON.stringify(`currency=${currency.path}`)}, expected ${expected}`]);
  }
  return {
    timestamp: { as: "rfc3339", ...field("timestamp") } as Field & { as: TimeForm },
    origin: field("origin"),
    target: field("target"),
    amount: { as: "decimal", ...field("amount") } as Field & { as: AmountForm },
    ...(given.id !== undefined && { id: given.id }),
    ...(currency && rates && { currency: rates === "live" ? currency : { ...currency, rates } }),
  };
}
