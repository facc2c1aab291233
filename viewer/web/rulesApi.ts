import { Hono } from "hono";
import { formatTimestamp } from "../../payment/timestamp";
import type { RuleOutcomes } from "../reviews/ruleOutcomes";
import type { RuleFigures } from "../rules/ruleFigures";
import type { RulesLog } from "../rules/rulesLog";
import {
  type ShownPutAside,
  type ShownRuleHistory,
  shownPutAside,
  shownRates,
  shownRules,
  shownVersions,
} from "../rules/shownRules";
import type { VersionCounts } from "../versionCounts";

export interface RulesApiParts {
  topic: string;
  log: RulesLog;
  counts: VersionCounts;
  /** What people found the rules' alerts to be, where they decide. */
  outcomes?: () => RuleOutcomes;
  /** Why the topic cannot be read now, or undefined while it can. */
  notReady: () => string | undefined;
  now?: () => number;
}

/** What `GET /api/rules` answers. */
export interface RulesAnswer {
  topic: string;
  /** Why nothing is read now: what is told may be out of date. */
  notReady: string | null;
  at: string;
  rules: ShownRuleHistory[];
  /** Where the topic has some. */
  rates?: ShownRuleHistory;
  /** How many records were put aside, and the newest of them, the newest first. */
  putAside: { count: number; newest: ShownPutAside[] };
}

/** `GET /api/rules` tells the rules of the topic, its rates, and what was put aside; `GET /api/rules/ID` all versions of one, with
 * their texts; the id of the rates is rates. */
export function rulesApi(parts: RulesApiParts | undefined): Hono {
  if (parts === undefined) {
    return new Hono().get("/api/rules/:id?", (context) =>
      context.json({ errors: ["this viewer reads no topic of rules: --rules-topic names one"] }, 404),
    );
  }
  const { topic, log, notReady, now = Date.now } = parts;
  const figures = (): RuleFigures => ({ counts: parts.counts, outcomes: parts.outcomes?.() });
  return new Hono()
    .get("/api/rules", (context) => {
      const nowMs = now();
      const { count, newest } = log.putAside();
      const told = figures();
      return context.json<RulesAnswer>({
        topic,
        notReady: notReady() ?? null,
        at: formatTimestamp(nowMs),
        rules: shownRules(log, told, nowMs),
        rates: shownRates(log, told, nowMs),
        putAside: { count, newest: newest.map(shownPutAside).reverse() },
      });
    })
    .get("/api/rules/:id", (context) => {
      const found = shownVersions(log, context.req.param("id"), figures(), now());
      return found === undefined
        ? context.json({ errors: ["no such rule on the topic of rules"] }, 404)
        : context.json(found);
    });
}
