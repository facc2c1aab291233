import type { FieldName } from "./inputFormat";

export type FoundKind = "missing" | "null" | "text" | "number" | "boolean" | "object" | "array";

/** What a record has where a field should be. A number is its text as it is written: no float comes between. */
export interface Found {
  kind: FoundKind;
  /** Of a text or a number; of no use else. */
  text: string;
}

export type FoundFields = Record<FieldName, Found>;

/** Nothing found yet. Made once a reader and filled anew for each record. */
export function nothingFound(): FoundFields {
  const missing = (): Found => ({ kind: "missing", text: "" });
  return {
    timestamp: missing(),
    origin: missing(),
    target: missing(),
    amount: missing(),
    id: missing(),
    currency: missing(),
  };
}
