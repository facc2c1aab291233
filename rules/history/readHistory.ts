import { instant } from "../../config/instant";
import type { RuleSet } from "../ruleSet";
import { RuleHistory } from "./ruleHistory";

/** A line that was put aside. */
export interface PutAside {
  /** From 1. */
  line: number;
  reason: string;
}

/**
 * The history that JSON lines hold, one record each as on the topic of rules; `appended`, when it came to lie there, may
 * stand beside its fields. `first`: rules and rates in force before.
 */
export function readHistory(
  lines: string,
  first: Pick<RuleSet, "rules" | "rates">,
  maxEvidence: number,
): { history: RuleHistory; putAside: PutAside[] } {
  const history = new RuleHistory(maxEvidence);
  history.begin(first);
  const putAside: PutAside[] = [];
  lines.split("\n").forEach((text, i) => {
    if (text.trim() === "") return;
    const { record, appendedMs } = splitAppended(text);
    const reason = history.add(record, appendedMs);
    if (reason !== undefined) putAside.push({ line: i + 1, reason });
  });
  return { history, putAside };
}

/** What is no JSON stays as it is, and is put aside by the history. */
function splitAppended(text: string): { record: string; appendedMs?: number } {
  try {
    const { appended, ...record } = JSON.parse(text);
    const ms = instant().safeParse(appended);
    return ms.success ? { record: JSON.stringify(record), appendedMs: ms.data } : { record: text };
  } catch {
    return { record: text };
  }
}
