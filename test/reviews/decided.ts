import type { Action, DecidedUpon, Decision } from "../../reviews/decision";
import { decision } from "./decisions";

type Given = Partial<Omit<Decision, "upon">> & { upon?: Partial<DecidedUpon> };

/** A decision as it lies on the topic, about `alert-1` of version 2 of the rule `sum`, raised at 0. */
export function decided(id: string, action: Action, { upon, ...given }: Given = {}): string {
  const made = decision({ id: id.padEnd(8, "-"), alert: "alert-1", action, ...given });
  return JSON.stringify({ ...made, upon: { ...made.upon, rule: "sum", version: 2, ...upon } });
}
