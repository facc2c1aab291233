import type { Action, DecidedUpon, Decision } from "../../reviews/decision";

/** A decision as it lies on the topic, about `alert` of version 2 of the rule `sum`, raised at 0. */
export function decided(
  id: string,
  action: Action,
  { upon, ...fields }: Partial<Omit<Decision, "upon">> & { upon?: Partial<DecidedUpon> } = {},
): string {
  const alert = fields.alert ?? "alert-1";
  const seen = { id: alert, rule: "sum", version: 2, revision: 1, totalAmount: "12000.00", count: 3 };
  return JSON.stringify({
    ...{ id: id.padEnd(8, "-"), alert, action, by: "ana", ...fields },
    upon: { ...seen, subject: ["a", "b"], raisedMs: 0, ...upon },
  });
}
