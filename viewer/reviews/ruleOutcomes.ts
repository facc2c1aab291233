import { medianOf, type Outcomes, outcomesOf } from "../../reviews/outcomes";
import { isDecided } from "../../reviews/reviewLog";
import type { AlertStore } from "../alertStore";
import type { ReviewsTopic } from "./reviewsTopic";

/** What people found a rule's alerts to be. */
export interface ShownOutcomes {
  confirmed: number;
  dismissed: number;
  /** Alerts in view that nobody has confirmed or dismissed. */
  open: number;
  /** Half of the decisions came within this after the alert; null without any. */
  medianMs: number | null;
}

/** Of all rules, as they are now. */
export interface RuleOutcomes {
  /** Of a version, or of all versions together. */
  of(rule: string, version?: number): ShownOutcomes;
}

/** Looks at decisions and alerts once, for as many answers as are wanted. */
export function ruleOutcomes(
  topic: Pick<ReviewsTopic, "log">,
  store: Pick<AlertStore, "allReviewed">,
): () => RuleOutcomes {
  return () => {
    const decided = outcomesOf(topic.log());
    const open = new Map<string, number>();
    const keyOf = (rule: string, version: number | undefined) => `${version ?? "all"} ${rule}`;
    for (const { ruleId, ruleVersion, summary } of store.allReviewed()) {
      if (isDecided(summary.review?.state ?? "open")) continue;
      for (const key of [keyOf(ruleId, ruleVersion), keyOf(ruleId, undefined)]) open.set(key, (open.get(key) ?? 0) + 1);
    }
    return {
      of(rule, version) {
        const versions = decided.get(rule);
        const wanted: Outcomes[] =
          version === undefined
            ? [...(versions?.values() ?? [])]
            : [versions?.get(version)].filter((one) => one !== undefined);
        return {
          confirmed: wanted.reduce((sum, { confirmed }) => sum + confirmed, 0),
          dismissed: wanted.reduce((sum, { dismissed }) => sum + dismissed, 0),
          open: open.get(keyOf(rule, version)) ?? 0,
          medianMs: medianOf(wanted.flatMap(({ delaysMs }) => delaysMs)),
        };
      },
    };
  };
}
