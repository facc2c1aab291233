import { z } from "zod";
import { type Alert, GROUPINGS } from "../transforms/alert";
import { printable } from "../transforms/alertText";

/** Larger records are refused unread: twice what the pipeline ever writes. */
const MAX_BYTES = 128 * 1024;
/** Longer lists are refused unread: payments that fit into the bytes are fewer. */
const MAX_ITEMS = 2_000;

const instant = z
  .string()
  .max(40)
  .refine((text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)), "an ISO 8601 time");
const amount = z.string().regex(/^\d{1,40}(\.\d{1,2})?$/, "a decimal with at most 2 fraction digits");
const count = z.int().min(0);
const account = z.string().min(1).max(1_000);
const id = z.string().regex(/^[!-~]{1,200}$/, "1 to 200 visible ASCII characters");
/** Its items are checked one by one afterwards: zod would list what is wrong with each of them. */
const list = z.array(z.unknown()).max(MAX_ITEMS);

const headSchema = z
  .object({
    id,
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
    transactions: list,
    truncated: z.boolean(),
    pairs: list.optional(),
    pairCount: count.optional(),
    morePairs: z.boolean().optional(),
    reason: z.string(),
    supersedes: list.optional(),
  })
  .refine(({ grouping, origin }) => grouping === "target" || origin !== undefined, {
    path: ["origin"],
    error: "an account for this grouping",
  })
  .refine(({ grouping, target }) => grouping === "origin" || target !== undefined, {
    path: ["target"],
    error: "an account for this grouping",
  });

const itemSchemas = {
  transactions: z.object({ timestamp: instant, origin: account, target: account, amount }),
  pairs: z.object({ origin: account, target: account }),
  supersedes: id,
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Why a record of the alert topic is no alert, as one sentence that a log can show. */
export class MalformedAlert {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = printable(reason.slice(0, 300));
  }
}

/** Reads the value of a record of the alert topic, or says what is wrong with it first: size, then shape, then each item. */
export function parseAlert(value: Buffer): Alert | MalformedAlert {
  if (value.length > MAX_BYTES) return new MalformedAlert(`found ${value.length} bytes, expected at most ${MAX_BYTES}`);
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(value));
  } catch (error) {
    return new MalformedAlert(`expected an alert as JSON: ${(error as Error).message}`);
  }
  const head = headSchema.safeParse(json);
  if (!head.success) return malformed(head.error);
  const alert: Record<string, unknown> = head.data;
  for (const [name, schema] of Object.entries(itemSchemas)) {
    const items = alert[name] as unknown[] | undefined;
    for (let i = 0; i < (items?.length ?? 0); i++) {
      const item = schema.safeParse(items?.[i]);
      if (!item.success) return malformed(item.error, [name, i]);
      if (items !== undefined) items[i] = item.data;
    }
  }
  return alert as unknown as Alert;
}

function malformed({ issues: [{ path, message }] }: z.ZodError, within: PropertyKey[] = []): MalformedAlert {
  const place = [...within, ...path];
  return new MalformedAlert(`${place.length === 0 ? "the record" : place.join(".")}: ${message}`);
}
