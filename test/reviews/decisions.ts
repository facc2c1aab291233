import type { Decision } from "../../reviews/decision";

type Given = Partial<Omit<Decision, "upon">> & { subject?: string[]; reopened?: true; totalAmount?: string };

/** A decision about alert `a1` of the rule `structuring`, by ana. */
export function decision({ subject = ["ACC-1"], reopened, totalAmount = "12000", ...given }: Given): Decision {
  const { alert = "a1" } = given;
  return {
    id: "decision-1",
    alert,
    action: "take",
    by: "ana",
    ...given,
    upon: {
      id: alert,
      rule: "structuring",
      version: 1,
      revision: 3,
      totalAmount,
      count: 4,
      subject,
      reopened,
      raisedMs: 0,
    },
  };
}
