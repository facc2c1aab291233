import { formatCents } from "../money";
import { formatTimestamp } from "../timestamp";
import { formatTransaction, type Transaction } from "../transaction";
import { type Found, nothingFound } from "./found";
import {
  type AmountForm,
  type CsvFormat,
  FIELD_NAMES,
  type Fields,
  type JsonFormat,
  type TextFormat,
  type TimeForm,
} from "./inputFormat";
import { type Place, pathTree } from "./pathTree";

/** Writes a payment so that the reader of the same format reads it back; where a currency is mapped, as it was paid. */
export type PaymentWriter = (payment: Transaction) => string;

export function createPaymentWriter(format: TextFormat): PaymentWriter {
  switch (format.format) {
    case "lines":
      return formatTransaction;
    case "json":
      return createJsonWriter(format);
    case "csv":
      return createCsvWriter(format);
  }
}

const TIMES: Record<TimeForm, (ms: number) => Found> = {
  rfc3339: (ms) => text(formatTimestamp(ms)),
  "epoch-s": (ms) => number((ms / 1_000).toFixed(3)),
  "epoch-ms": (ms) => number(String(ms)),
  "epoch-us": (ms) => number(`${ms}000`),
};

const AMOUNTS: Record<AmountForm, (payment: Transaction) => Found> = {
  decimal: (payment) => number(decimalOf(payment)),
  "decimal-comma": (payment) => text(decimalOf(payment).replace(".", ",")),
  cents: ({ paid, amountCents }) => number(paid === undefined ? String(amountCents) : String(minorUnitsOf(paid))),
};

function decimalOf({ paid, amountCents }: Transaction): string {
  return paid === undefined ? formatCents(amountCents) : paid.split(" ")[0];
}

/** Of what is written with all digits that its currency has. */
function minorUnitsOf(paid: string): bigint {
  return BigInt(paid.split(" ")[0].replace(".", ""));
}

function currencyOf({ paid }: Transaction, base: string): string {
  return paid?.split(" ")[1] ?? base;
}

function createJsonWriter({ fields }: JsonFormat): PaymentWriter {
  const values = nothingFound();
  const root = pathTree(fields, values);
  return (payment) => {
    const { timestampMs, origin, target, id } = payment;
    Object.assign(values.timestamp, TIMES[fields.timestamp.as ?? "rfc3339"](timestampMs));
    Object.assign(values.amount, AMOUNTS[fields.amount.as ?? "decimal"](payment));
    Object.assign(values.origin, text(origin));
    Object.assign(values.target, text(target));
    if (fields.currency !== undefined) {
      Object.assign(values.currency, text(currencyOf(payment, baseOf(fields))));
    }
    Object.assign(values.id, id === undefined ? { kind: "null", text: "null" } : text(id));
    return jsonOf(root);
  };
}

/** Objects all the way: a key such as `0` reads back from them, too. */
function jsonOf({ found: [value], keys, places }: Place): string {
  if (value !== undefined) return value.kind === "text" ? JSON.stringify(value.text) : value.text;
  return `{${keys.map((key, i) => `${JSON.stringify(key)}:${jsonOf(places[i])}`).join(",")}}`;
}

function createCsvWriter({ fields, columns = [], delimiter }: CsvFormat): PaymentWriter {
  const names = columns.map((column) => FIELD_NAMES.find((name) => fields[name]?.path === column));
  return (payment) => {
    const { timestampMs, origin, target, id = "" } = payment;
    const cells: Partial<Record<string, string>> = {
      timestamp: TIMES[fields.timestamp.as ?? "rfc3339"](timestampMs).text,
      origin,
      target,
      amount: AMOUNTS[fields.amount.as ?? "decimal"](payment).text,
      id,
      currency: fields.currency && currencyOf(payment, baseOf(fields)),
    };
    return names.map((name) => quoted((name && cells[name]) ?? "", delimiter)).join(delimiter);
  };
}

/** Where rates come with the payments, nobody who writes one knows what base is. */
function baseOf({ currency }: Fields): string {
  if (currency?.rates === undefined) throw new Error("rates that come with payments, expected some to write in base");
  return currency.rates.base;
}

function quoted(cell: string, delimiter: string): string {
  const isPlain = !cell.includes(delimiter) && !/["\r\n]/.test(cell);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}

function text(value: string): Found {
  return { kind: "text", text: value, value: 0 };
}

function number(value: string): Found {
  return { kind: "number", text: value, value: 0 };
}
