import type { KnownScheme } from "../../../scoring/score";

/** A payment by what is known of it. */
export interface PaymentParts {
  timestampMs: number;
  origin: string;
  target: string;
  amountCents?: number;
}

/** A payment as a label names it: by its line in the archive, by its id, or by what is known of it. */
export type PaymentRef = { line: number } | { id: string } | PaymentParts;

/** A scheme, or what is known not to be one, as a label file tells it; its payments are looked up in the archive. */
export interface LabelledScheme extends Omit<KnownScheme, "transactions"> {
  id: string;
  refs: PaymentRef[];
}

/** A scheme whose payments are in the archive, by time. */
export type FoundScheme = Omit<LabelledScheme, "refs"> & KnownScheme;
