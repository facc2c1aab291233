import type { Alert } from "../../transforms/alert";
import { subjectAccounts } from "../subject";

/** How a list of alerts is written to a file, between a beginning and an end. */
export interface AlertFile {
  type: string;
  head: string;
  write: (alert: Alert, isFirst: boolean) => string;
  end: string;
}

const COLUMNS: Record<string, (alert: Alert) => string | number | boolean | undefined> = {
  id: ({ id }) => id,
  revision: ({ revision }) => revision,
  status: ({ timing }) => timing,
  final: ({ final }) => final,
  rule: ({ rule }) => rule?.id,
  version: ({ rule }) => rule?.version,
  severity: ({ rule }) => rule?.severity,
  mode: ({ rule }) => rule?.mode,
  title: ({ rule }) => rule?.title,
  subject: ({ subject }) => subjectAccounts(subject).join(" | "),
  origin: ({ origin }) => origin,
  target: ({ target }) => target,
  total: ({ totalAmount }) => totalAmount,
  currency: ({ currency }) => currency,
  payments: ({ count }) => count,
  first: ({ firstTransaction }) => firstTransaction,
  last: ({ lastTransaction }) => lastTransaction,
  reason: ({ reason }) => reason,
  /** Of the payments that are listed as evidence, where they have some. */
  paymentIds: ({ transactions }) => transactions.flatMap(({ id }) => id ?? []).join(" | "),
};

/** A row an alert; with the mark that has spreadsheets read it as UTF-8. */
const CSV: AlertFile = {
  type: "text/csv; charset=utf-8",
  head: `\ufeff${Object.keys(COLUMNS).join(",")}\r\n`,
  write: (alert) =>
    `${Object.values(COLUMNS)
      .map((read) => cell(String(read(alert) ?? "")))
      .join(",")}\r\n`,
  end: "",
};

/** Whole alerts, with their evidence. */
const JSON_LIST: AlertFile = {
  type: "application/json",
  head: "[",
  write: (alert, isFirst) => `${isFirst ? "" : ",\n"}${JSON.stringify(alert)}`,
  end: "]\n",
};

export const ALERT_FILES = { csv: CSV, json: JSON_LIST };

/** RFC 4180; what a spreadsheet would take for a formula has a `'` before it. */
function cell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
