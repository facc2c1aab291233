import { z } from "zod";
import { instant, orWords } from "../../config/instant";
import { idSchema, RATES_ID, ratesSchema } from "../file/ruleSchema";

/** A longer record is put aside: a rule of a thousand words takes a tenth of it. */
export const MAX_RECORD_BYTES = 65_536;

/**
 * How much later than its record a version is in force at the earliest, in ms. Who has read the topic to its end knows all
 * versions for as long, so that no payment has to wait.
 */
export const MIN_LEAD_MS = 2_000;

const line = (max: number) => z.string({ error: "a text" }).max(max, `a text of at most ${max} characters`);
const fields = z.record(z.string(), z.unknown(), { error: "a map" });

/** A text: JSON's numbers keep fewer digits than rates may have. */
const rate = z.string({ error: 'a rate as a text such as "0.92"' });

/**
 * One version of one rule, or of the table of rates, as it lies on the topic of rules; never changed, and followed by others.
 * A rule is removed by a version, too, as are the rates.
 */
export const versionRecordSchema = z
  .strictObject(
    {
      id: idSchema,
      version: z.int("a whole number").min(1, "a whole number from 1"),
      effectiveFrom: orWords(["always"], instant()).describe(
        "Event time from which on it is in force; always: from before the first payment, of the first rules of a topic.",
      ),
      rule: fields.optional().describe("The rule as a file has it, without id and version."),
      parameters: fields.optional().describe("The parameters that it calls by name."),
      rates: ratesSchema(rate)
        .optional()
        .describe("Instead of a rule, of the id rates: the table that amounts are converted by."),
      removed: z
        .literal(true, { error: "true" })
        .optional()
        .describe("Instead of a rule or of rates: there are none from then on."),
      by: line(200).optional().describe("Who published it."),
      note: line(2_000).optional().describe("Why."),
    },
    { error: "a map with id, version, effectiveFrom and rule" },
  )
  .refine(({ rule, rates, removed }) => [rule, rates, removed].filter((one) => one !== undefined).length === 1, {
    error: "either a rule or removed: true, or rates",
  })
  .refine(({ id, rule, rates }) => (id === RATES_ID ? rule === undefined : rates === undefined), {
    path: ["id"],
    error: `${RATES_ID} where there are rates, and another one for a rule`,
  });

export type VersionRecord = z.infer<typeof versionRecordSchema>;
/** As it is written. */
export type WrittenVersion = z.input<typeof versionRecordSchema> & { effectiveFrom: string };
