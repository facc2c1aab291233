import type { Rule } from "./rule";
import { contains } from "./summary/summary";

/** Those of the versions that are in force at a time (epoch ms). */
export function inForceAt(rules: readonly Rule[], ms: number): readonly Rule[] {
  return rules.every(({ lived }) => lived === undefined)
    ? rules
    : rules.filter(({ lived }) => lived === undefined || contains(lived.inForce, ms));
}

/** Other versions of the rule that parts of the window may have been judged by. */
export function earlierVersions(
  rules: readonly Rule[],
  rule: Rule,
  { firstMs, lastMs }: FirstAndLast,
): readonly Rule[] {
  if (rule.lived === undefined) return NONE;
  return rules.filter(
    (other) =>
      other.id === rule.id &&
      other !== rule &&
      other.lived !== undefined &&
      other.lived.inForce.startMs <= lastMs &&
      other.lived.inForce.endMs > firstMs,
  );
}

interface FirstAndLast {
  firstMs: number;
  lastMs: number;
}

const NONE: readonly Rule[] = [];
