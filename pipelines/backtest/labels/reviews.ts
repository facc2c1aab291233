import { z } from "zod";
import { UserError } from "../../../config/runProgram";
import type { MeasuredAlert } from "../../../scoring/measuredAlert";
import type { FoundScheme } from "./labelledScheme";
import { jsonOf } from "./truthLines";

const review = z.object(
  { alert: z.string("the id of an alert").min(1, "the id of an alert"), outcome: z.string().nullish() },
  "a review with alert and outcome",
);

/** What people decided, by id of the alert: the last decision of each. Throws `UserError` for a line that is none. */
export function readReviews(text: string, file: string): Map<string, string | undefined> {
  const outcomes = new Map<string, string | undefined>();
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const place = `--reviews: ${file}:${i + 1}`;
    const parsed = review.safeParse(jsonOf(line, place));
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0];
      throw new UserError(`${place}: ${path.join(".") || "the line"}: expected ${message}`);
    }
    outcomes.set(parsed.data.alert, parsed.data.outcome ?? undefined);
  }
  return outcomes;
}

/**
 * The reviews of these alerts as labels: the payments of a confirmed one are a scheme, whoever finds them; those of a
 * dismissed one are honest to the rule that raised it, as another rule may be right about them.
 */
export function schemesOfReviews(
  outcomes: ReadonlyMap<string, string | undefined>,
  alerts: readonly MeasuredAlert[],
): FoundScheme[] {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  return [...byId.values()].flatMap(({ id, rule, payments }): FoundScheme[] => {
    const outcome = outcomes.get(id);
    const transactions = [...payments];
    if (outcome === "confirmed") {
      return [{ id, kind: `confirmed ${rule.id}`, expected: [rule.id], honest: false, transactions }];
    }
    if (outcome !== "dismissed") return [];
    return [{ id, kind: `dismissed ${rule.id}`, expected: [], honest: true, onlyOfRule: rule.id, transactions }];
  });
}
