import type { FieldName } from "./inputFormat";

export type FoundKind =
  | "missing"
  | "null"
  | "text"
  | "number"
  | "boolean"
  | "object"
  | "array"
  /** A time, where a schema says that it is one. */
  | "moment"
  /** An amount within bounds, where a schema says that it is one. */
  | "cents"
  | "not-utf8"
  /** Something else, which the text says. */
  | "unfit";

/** What a record has where a field should be. A number is its text as it is written: no float comes between. */
export interface Found {
  kind: FoundKind;
  /** Of a text or a number, or what else it is; of no use for the other kinds. */
  text: string;
  /** Of a moment ms since 1970, of cents their number; of no use for the other kinds. */
  value: number;
}

export type FoundFields = Record<FieldName, Found>;

/** Nothing found yet. Made once a reader and filled anew for each record. */
export function nothingFound(): FoundFields {
  const missing = (): Found => ({ kind: "missing", text: "", value: 0 });
  return {
    timestamp: missing(),
    origin: missing(),
    target: missing(),
    amount: missing(),
    id: missing(),
    currency: missing(),
  };
}
