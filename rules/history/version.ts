import type { Rule } from "../rule";

/** One version of a rule that has been checked. */
export interface Version {
  id: string;
  version: number;
  /** From when on it is in force: event time in epoch ms, -Infinity for always. */
  fromMs: number;
  /** Undefined where there is no rule from then on. */
  rule?: Rule;
  by?: string;
  note?: string;
}
