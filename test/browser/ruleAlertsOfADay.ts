import type { KeyName } from "../../rules/keys/keys";
import type { Alert } from "../../transforms/alert";
import { ruleAlertOf } from "../viewer/ruleAlerts";

const KEYS: KeyName[] = ["pair", "target", "pair", "account", "origin", "pair", "between", "target"];

/** Alerts of rules of every key kind over some hours, among them some of a shadow rule. Oldest first. */
export function ruleAlertsOfADay(count: number, endMs = Date.now()): Alert[] {
  return Array.from({ length: count }, (_, i) => {
    const account = i % 7 === 0 ? "DE89 3704 0044 0532 0130 00" : `ACC-${10_000 + ((i * 7_919) % 80_000)}`;
    const alert = ruleAlertOf(KEYS[i % KEYS.length], {
      account,
      other: `ACC-${10_000 + ((i * 104_729) % 80_000)}`,
      startMs: endMs - (count - i) * 400_000,
      ...(i % 11 === 5 ? { rule: { id: "slow-structuring", mode: "shadow" } } : {}),
    });
    return i % 5 === 0 ? { ...alert, timing: "EARLY", final: false, revision: 0 } : alert;
  });
}
