import { readFileSync } from "node:fs";
import type { Rates } from "../payment/conversion";
import { readRuleFile } from "./file/readRuleSet";
import type { Rule } from "./rule";
import { type View, viewsOf } from "./view";

/** Rules, and the views that they share. */
export interface RuleSet {
  rules: readonly Rule[];
  views: readonly View[];
  /** Where the file has a table of them. */
  rates?: Rates;
}

/** Payments that an alert lists at most, unless told otherwise. */
export const DEFAULT_MAX_EVIDENCE = 100;

/** The rules of a YAML text; `file` names it in messages. Throws a `RuleSetError` with everything that is wrong. */
export function parseRuleSet(source: string, file: string, maxEvidence = DEFAULT_MAX_EVIDENCE): RuleSet {
  const { rules, rates } = readRuleFile(source, file);
  return { rules, views: viewsOf(rules, maxEvidence), ...(rates && { rates }) };
}

/** The rules of a file. Throws a `RuleSetError`, or what reading the file throws. */
export function loadRuleSet(file: string, maxEvidence = DEFAULT_MAX_EVIDENCE): RuleSet {
  return parseRuleSet(readFileSync(file, "utf8"), file, maxEvidence);
}
