import { z } from "zod";
import type { Alert } from "../transforms/alert";
import { alertSchemaIdOf } from "../transforms/alertAvro";
import { unwrapped } from "../transforms/alertFormat";
import { alertItems, alertSchema } from "../transforms/alertSchema";
import { printable } from "../transforms/alertText";
import { GATHERED } from "./gathered";

/** Larger records are refused unread: twice what the pipeline ever writes. */
const MAX_BYTES = 128 * 1024;
/** Longer lists are refused unread: payments that fit into the bytes are fewer. */
const MAX_ITEMS = 2_000;

/** Its items are checked one by one afterwards: zod would list what is wrong with each of them. */
const list = z.array(z.unknown()).max(MAX_ITEMS);

const headSchema = alertSchema
  .extend({ transactions: list, pairs: list.optional(), supersedes: list.optional(), facts: list.optional() })
  .refine(({ rule, threshold }) => rule !== undefined || threshold !== undefined, {
    path: ["threshold"],
    error: "an amount where no rule is named",
  })
  .refine(({ grouping, origin }) => !GATHERED[grouping].named.includes("origin") || origin !== undefined, {
    path: ["origin"],
    error: "an account for this grouping",
  })
  .refine(({ grouping, target }) => !GATHERED[grouping].named.includes("target") || target !== undefined, {
    path: ["target"],
    error: "an account for this grouping",
  })
  .refine(
    ({ grouping, subject }) =>
      GATHERED[grouping].subject !== "account" || (subject !== undefined && "account" in subject),
    {
      path: ["subject"],
      error: "an account for this grouping",
    },
  )
  .refine(
    ({ grouping, subject }) =>
      GATHERED[grouping].subject !== "accounts" || (subject !== undefined && "accounts" in subject),
    {
      path: ["subject"],
      error: "two accounts for this grouping",
    },
  );

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Why a record of the alert topic is no alert, as one sentence that a log can show. */
export class MalformedAlert {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = printable(reason.slice(0, 300));
  }
}

/**
 * Reads the value of a record of the alert topic, or says what is wrong with it first: size, then shape, then each item.
 * `readAvro` gives what a record in Avro holds as JSON has it, or throws.
 */
export function parseAlert(value: Buffer, readAvro?: (value: Buffer) => unknown): Alert | MalformedAlert {
  if (value.length > MAX_BYTES) return new MalformedAlert(`found ${value.length} bytes, expected at most ${MAX_BYTES}`);
  let json: unknown;
  const isAvro = alertSchemaIdOf(value) !== undefined;
  if (isAvro && readAvro === undefined) {
    return new MalformedAlert("found Avro, expected JSON, or --schema-registry that says where its schema is");
  }
  try {
    json = isAvro ? readAvro?.(value) : unwrapped(JSON.parse(utf8.decode(value)));
  } catch (error) {
    return new MalformedAlert(`expected an alert as ${isAvro ? "Avro" : "JSON"}: ${(error as Error).message}`);
  }
  const head = headSchema.safeParse(json);
  if (!head.success) return malformed(head.error);
  const alert: Record<string, unknown> = head.data;
  for (const [name, schema] of Object.entries(alertItems)) {
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
