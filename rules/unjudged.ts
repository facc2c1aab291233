import type { Condition, Values } from "./conditions/condition";
import { CannotJudge } from "./conditions/exact";

/**
 * Is told of each condition that had no answer: of a payment (`where`, a measure) or of a window (`when`). Rules that
 * share one are told of each.
 */
export type Unjudged = (ruleId: string, field: "where" | "measure" | "when", reason: string) => void;

/** Whether the condition holds; undefined where that cannot be told. */
export function answer(condition: Pick<Condition, "holds">, values: Values): boolean | CannotJudge {
  try {
    return condition.holds(values);
  } catch (error) {
    if (error instanceof CannotJudge) return error;
    throw error;
  }
}
