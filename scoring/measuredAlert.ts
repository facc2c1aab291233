import type { SumCents } from "../payment/money";
import type { ScoredAlert } from "./score";

/** What is measured of an alert besides whether it is right. */
export interface MeasuredAlert extends ScoredAlert {
  id: string;
  /** The accounts that it names: those of its key. */
  accounts: readonly string[];
  /** Its listed payments as lines: equal ones are one. */
  lines: readonly string[];
  /** UTC day of its last payment, counted from 1970. */
  day: number;
  totalCents: SumCents;
  count: number;
  /** Time (ms) of the payment with which the rule first held; undefined where it is not known. */
  crossingMs?: number;
  /** Whether its rule warns at the crossing. */
  warnsEarly: boolean;
}
