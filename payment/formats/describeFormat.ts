import { formatTransaction, type Transaction } from "../transaction";
import { FIELD_NAMES, type InputFormat } from "./inputFormat";

/** Where each field is read from, and how it is written: `timestamp from /meta/t (epoch-ms), origin from /from, …`. */
export function mappingText(format: InputFormat): string {
  if (format.format === "lines") return "lines timestamp;origin;target;amount";
  const { fields } = format;
  const parts = FIELD_NAMES.flatMap((name) => {
    const field = fields[name];
    if (field === undefined) return [];
    const form = "as" in field && field.as !== undefined ? ` (${field.as})` : "";
    return [`${name} from ${field.path}${form}`];
  });
  return `${format.format}: ${parts.join(", ")}`;
}

/** The line of a payment, and what was paid, where that was converted. */
export function understoodText(payment: Transaction): string {
  return `${formatTransaction(payment)}${payment.paid === undefined ? "" : `, converted from ${payment.paid}`}`;
}
