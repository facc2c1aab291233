import { UserError } from "../../config/runProgram";
import { formatCents } from "../../payment/money";
import type { Transaction } from "../../payment/transaction";
import { detect } from "../../rules/detect";
import { warnsEarly } from "../../rules/warnsEarly";
import { rulesOf } from "../../transforms/rulesText";
import { readRules } from "../rulesOption";
import type { TrialSettings } from "./trialOptions";

/**
 * Throws a `UserError` where no rule would alert at once of these payments on the topic of alerts that count: the wait would be
 * in vain.
 */
export function checkFound(
  payments: Transaction[],
  { rules: file, maxEvidence, early }: Pick<TrialSettings, "rules" | "maxEvidence" | "early">,
): void {
  if (file === undefined) return;
  const rules = rulesOf(readRules(file, maxEvidence));
  const atOnce = new Set(rules.rules.filter((rule) => rule.mode === "live" && warnsEarly(rule)).map(({ id }) => id));
  if (early && detect(rules, payments).some(({ rule }) => atOnce.has(rule.id))) return;
  const amount = formatCents(payments[0].amountCents);
  throw new UserError(
    `--rules: found no rule in ${file} that alerts at once of two payments of ${amount} from one account to another, expected one`,
  );
}
