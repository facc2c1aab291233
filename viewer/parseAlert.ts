import { z } from "zod";
import { type Alert, GROUPINGS } from "../transforms/alert";

/** Larger records are refused unread: the pipeline caps its evidence long before. */
const MAX_BYTES = 4 * 1024 * 1024;

const instant = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)), "an ISO 8601 time");
const amount = z.string().regex(/^\d{1,40}(\.\d{1,2})?$/, "a decimal with at most 2 fraction digits");
const count = z.int().min(0);
const account = z.string().min(1);

const alertSchema = z
  .object({
    id: z.string().min(1).max(200),
    revision: count,
    timing: z.enum(["EARLY", "ON_TIME", "LATE"]),
    final: z.boolean(),
    grouping: z.enum(GROUPINGS),
    origin: account.optional(),
    target: account.optional(),
    windowStart: instant,
    windowEnd: instant,
    firstTransaction: instant,
    lastTransaction: instant,
    totalAmount: amount,
    count,
    threshold: amount,
    transactions: z.array(z.object({ timestamp: instant, origin: account, target: account, amount })),
    truncated: z.boolean(),
    pairs: z.array(z.object({ origin: account, target: account })).optional(),
    pairCount: count.optional(),
    reason: z.string(),
    supersedes: z.array(z.string()).optional(),
  })
  .refine(({ grouping, origin }) => grouping === "target" || origin !== undefined, {
    path: ["origin"],
    error: "an account for this grouping",
  })
  .refine(({ grouping, target }) => grouping === "origin" || target !== undefined, {
    path: ["target"],
    error: "an account for this grouping",
  });

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Why a record of the alert topic is no alert, as one sentence. */
export class MalformedAlert {
  constructor(readonly reason: string) {}
}

/** Reads the value of a record of the alert topic, or says what is wrong with it. */
export function parseAlert(value: Buffer): Alert | MalformedAlert {
  if (value.length > MAX_BYTES) return new MalformedAlert(`found ${value.length} bytes, expected at most ${MAX_BYTES}`);
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(value));
  } catch (error) {
    return new MalformedAlert(`expected an alert as JSON: ${(error as Error).message.slice(0, 200)}`);
  }
  const checked = alertSchema.safeParse(json);
  if (checked.success) return checked.data;
  const { path, message } = checked.error.issues[0];
  return new MalformedAlert(`${path.length === 0 ? "the record" : path.join(".")}: ${message}`);
}
