import { z } from "zod";
import { KEY_NAMES } from "../keys/keys";
import { WINDOWS } from "../windows/windows";
import { MEASURES } from "./measures";

export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const MODES = ["live", "shadow"] as const;
export type Mode = (typeof MODES)[number];
export const ALERTING = ["crossing", "every-window"] as const;
export type Alerting = (typeof ALERTING)[number];

const NAME = /^[a-z][A-Za-z0-9]{0,63}$/;
const NAME_WANTED = "a name of letters and digits that begins with a small letter";

/** Whether a parameter or measure may be called so. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

const condition = z
  .string({ error: "a condition as text, such as total > 10000" })
  .min(1, "a condition, such as total > 10000");

function oneOf<const T extends readonly [string, ...string[]]>(choices: T) {
  return z.enum(choices, { error: `one of ${choices.join(", ")}` });
}

const measure = z
  .partialRecord(z.enum(MEASURES), condition, { error: "what is measured, such as { count: amount >= 9000 }" })
  .refine((entries) => Object.keys(entries).length === 1, {
    error: `exactly one of ${MEASURES.join(", ")}`,
  })
  .meta({ minProperties: 1, maxProperties: 1 });

const aName = z.string().regex(NAME, NAME_WANTED);

export const windowSchema = z.union([WINDOWS.session, WINDOWS.sliding, WINDOWS.calendar]);

const parameter = z.union([z.number(), z.boolean(), z.string()], {
  error: "a number, a text or a duration such as 30m",
});

/** The id of the versions of the table of rates, which no rule has. */
export const RATES_ID = "rates";

/** What versions are of. */
export const idSchema = z
  .string({ error: "an id such as fan-in" })
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "an id such as fan-in: small letters, digits and single hyphens")
  .max(64, "an id of at most 64 characters");

/** One rule, as it stands in a file. */
export const ruleSchema = z.strictObject(
  {
    id: idSchema
      .refine((id) => id !== RATES_ID, { error: `another id than ${RATES_ID}, which the table of rates has` })
      .describe("Names the rule; a part of the id of its alerts."),
    version: z
      .int("a whole number")
      .min(1, "a whole number from 1")
      .optional()
      .describe("Goes up with each change; 1 by default."),
    title: z
      .string({ error: "a title for people" })
      .min(1, "a title for people")
      .max(200, "a title of at most 200 characters")
      .describe("What the rule finds, for people."),
    severity: oneOf(SEVERITIES).optional().describe("How bad it is; medium by default."),
    mode: oneOf(MODES).optional().describe("shadow: alerts are marked and do not count; live by default."),
    key: oneOf(KEY_NAMES).describe("Whose payments are gathered together."),
    window: windowSchema.describe("How they are cut into windows."),
    where: condition.optional().describe("Which payments take part; all by default."),
    measure: z
      .record(aName, measure, { error: "names with what they measure" })
      .optional()
      .describe("Own measures, by name, for `when`."),
    when: condition.describe("When a window raises an alert."),
    alert: oneOf(ALERTING)
      .optional()
      .describe(
        "crossing: a sliding window raises an alert only if the one before it did not hold; every-window: each does.",
      ),
  },
  { error: "a rule: a map with id, title, key, window and when" },
);

/** A table of rates, each written as `rate` says. */
export function ratesSchema<Rate extends z.ZodType<number | string>>(rate: Rate) {
  const change = z
    .object(
      { from: z.string({ error: "a day such as 2026-01-31" }).describe("The first day, in UTC, of these rates.") },
      { error: "a map with from and rates, such as { from: 2026-01-31, USD: 0.92 }" },
    )
    .catchall(rate);
  return z
    .object(
      {
        base: z.string({ error: "a currency such as EUR" }).describe("What amounts are converted to."),
        changes: z
          .array(change, { error: "a list of { from: 2026-01-31, USD: 0.92 }" })
          .max(10_000, "at most 10000 changes")
          .optional()
          .describe("Rates from a day on, until a later change names the currency again."),
      },
      { error: "a map with base and rates, such as { base: EUR, USD: 0.92 }" },
    )
    .catchall(rate);
}

const rate = z.union([z.number(), z.string()], { error: "a rate such as 0.92" });

/** Rates, as they stand in a file, whatever else does. */
export const fileRatesSchema = z.object({ rates: ratesSchema(rate).optional() });

/** A set of rules, as it stands in a file. */
export const ruleSetSchema = z.strictObject(
  {
    parameters: z
      .record(aName, parameter, { error: "names with their values" })
      .optional()
      .describe("Values that conditions call by name."),
    rates: fileRatesSchema.shape.rates.describe("What one unit of each currency is in units of base."),
    rules: z.array(ruleSchema, { error: "a list of rules" }).min(1, "at least one rule").max(500, "at most 500 rules"),
  },
  { error: "a map with rules and, if wanted, parameters" },
);
