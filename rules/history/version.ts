import type { Rates } from "../../payment/conversion";
import type { Rule } from "../rule";

/** One version of a rule, or of the table of rates, that has been checked. Without either there is none from then on. */
export interface Version {
  id: string;
  version: number;
  /** From when on it is in force: event time in epoch ms, -Infinity for always. */
  fromMs: number;
  rule?: Rule;
  rates?: Rates;
  by?: string;
  note?: string;
}
