import { z } from "zod";
import { MODES, SEVERITIES } from "../rules/file/ruleSchema";
import { KEY_NAMES } from "../rules/keys/keys";
import { MAX_MEASURES } from "./alert";

const instant = z
  .string()
  .max(40)
  .refine((text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)), "an ISO 8601 time")
  .meta({ format: "date-time" });
const amount = z.string().regex(/^\d{1,40}(\.\d{1,2})?$/, "a decimal with at most 2 fraction digits");
const originalAmount = z.string().regex(/^\d{1,40}(\.\d{1,4})?$/, "a decimal with at most 4 fraction digits");
const currency = z.string().regex(/^[A-Z]{3}$/, "a currency of ISO 4217");
const count = z.int().min(0);
const account = z.string().min(1).max(1_000);
const id = z.string().regex(/^[!-~]{1,200}$/, "1 to 200 visible ASCII characters");
const shown = z.string().max(200);
/** At most 128 bytes in the input, each at most a character. */
const paymentId = z.string().min(1).max(128);

const subject = z.union([
  z.object({ account }),
  z.object({ origin: account, target: account }),
  z.object({ accounts: z.tuple([account, account]) }),
]);

/** What the lists of an alert hold. */
export const alertItems = {
  transactions: z.object({
    timestamp: instant,
    origin: account,
    target: account,
    amount,
    id: paymentId.optional(),
    originalAmount: originalAmount.optional().describe("What was paid, where that was converted."),
    currency: currency.optional().describe("Of the original amount."),
  }),
  pairs: z.object({ origin: account, target: account }),
  supersedes: id,
  facts: z.object({ what: shown, value: shown, sign: shown, limit: shown, limitValue: shown, holds: z.boolean() }),
};

/** An alert as it stands on the topic: see `Alert`. */
export const alertSchema = z.object({
  id: id.describe("Stays the same over revisions, restarts and replays; the record's key."),
  revision: count.describe("The highest of an id wins. 0 for EARLY."),
  timing: z
    .enum(["EARLY", "ON_TIME", "LATE"])
    .describe(
      "EARLY: at the crossing. ON_TIME: the window has ended. LATE: a correction by payments that came after that.",
    ),
  final: z.boolean().describe("The window has ended."),
  rule: z
    .object({
      id,
      version: count,
      title: z.string().max(1_000),
      severity: z.enum(SEVERITIES),
      mode: z.enum(MODES),
    })
    .optional()
    .describe("Absent where it is the one rule of the options."),
  grouping: z.enum(KEY_NAMES).describe("What was gathered together."),
  subject: subject.optional().describe("Whom it is about, where a rule raised it."),
  origin: account.optional(),
  target: account.optional(),
  windowStart: instant,
  windowEnd: instant.describe("Exclusive."),
  firstTransaction: instant,
  lastTransaction: instant,
  totalAmount: amount,
  currency: currency.optional().describe("What amounts are in, where payments say their currencies."),
  count: count.describe("Payments of the window."),
  threshold: amount.optional().describe("Of the one rule of the options."),
  measures: z
    .custom<Record<string, string>>(areMeasures, `at most ${MAX_MEASURES} texts by name`)
    .optional()
    .describe("What the rule's condition asked for, as a person reads it.")
    .meta({ type: "object", additionalProperties: { type: "string" } }),
  facts: z.array(alertItems.facts).max(2_000).optional().describe("What the rule's condition compared."),
  transactions: z.array(alertItems.transactions).max(2_000).describe("The earliest payments, by time."),
  truncated: z.boolean().describe("There are more payments than are listed."),
  pairs: z.array(alertItems.pairs).max(2_000).optional(),
  pairCount: count.optional(),
  morePairs: z.boolean().optional(),
  reason: z.string().describe("One sentence for a person."),
  withdrawn: z
    .literal(true)
    .optional()
    .describe("The rule does not hold for all payments, while it may have been said to for fewer of them."),
  supersedes: z.array(alertItems.supersedes).max(2_000).optional().describe("Ids of alerts that this one replaces."),
});

/** One look at all of them: a library would list what is wrong with each. */
function areMeasures(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const texts = Object.values(value);
  return texts.length <= MAX_MEASURES && texts.every((text) => typeof text === "string" && text.length <= 200);
}

/** The schema for others than this project, as `docs/alert.schema.json` has it. */
export function alertJsonSchema(): string {
  const schema = z.toJSONSchema(alertSchema, { io: "input", unrepresentable: "any" });
  return `${JSON.stringify({ title: "An alert on the topic fraud", ...schema }, undefined, 2)}\n`;
}
