import { z } from "zod";
import { UserError } from "../../../config/runProgram";
import { parseCents } from "../../../payment/money";
import { parseTimestamp } from "../../../payment/timestamp";
import type { LabelledScheme, PaymentParts, PaymentRef } from "./labelledScheme";

const parts = z.object(
  {
    timestamp: z
      .string("a time")
      .transform(parseTimestamp)
      .refine((ms) => !Number.isNaN(ms), "a time such as 2026-01-05T00:00:00Z"),
    origin: z.string("an account"),
    target: z.string("an account"),
    amount: z
      .string("a decimal amount as text")
      .transform(parseCents)
      .refine((cents) => cents > 0, "a decimal amount"),
  },
  "payments with id, or with timestamp, origin, target and amount",
);

const named = z.object({ id: z.string("an id as text").min(1, "an id") });

const payment = z.unknown().transform((value, context): PaymentRef => {
  const hasId = typeof value === "object" && value !== null && "id" in value;
  const parsed = hasId ? named.safeParse(value) : parts.safeParse(value);
  if (parsed.success) return "id" in parsed.data ? parsed.data : partsOf(parsed.data);
  for (const { path, message } of parsed.error.issues) {
    context.addIssue({ code: "custom", path, message, input: value });
  }
  return z.NEVER;
});

const scheme = z.object(
  {
    id: z.string().optional(),
    kind: z.string("a kind of scheme").min(1, "a kind of scheme"),
    expected: z.array(z.string(), "ids of rules").optional(),
    honest: z.boolean("true or false").optional(),
    unknown: z.boolean("true or false").optional(),
    transactions: z.array(payment, "a list of payments").min(1, "at least one payment"),
  },
  "a scheme with kind and transactions",
);

/** Schemes as JSON lines, in the form of the generator's truth. Throws `UserError` for a line that is none. */
export function readTruthLines(text: string, file: string): LabelledScheme[] {
  return text.split("\n").flatMap((line, i) => (line.trim() === "" ? [] : [schemeOf(line, file, i + 1)]));
}

function schemeOf(line: string, file: string, number: number): LabelledScheme {
  const place = `--truth: ${file}:${number}`;
  const parsed = scheme.safeParse(jsonOf(line, place));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    throw new UserError(`${place}: ${path.join(".") || "the line"}: expected ${message}`);
  }
  const { id = `${number}`, kind, expected = [], honest = false, unknown, transactions } = parsed.data;
  return {
    id,
    kind,
    expected,
    honest,
    ...(unknown ? { unknown } : {}),
    refs: transactions,
  };
}

function partsOf({ timestamp, origin, target, amount }: z.infer<typeof parts>): PaymentParts {
  return { timestampMs: timestamp, origin, target, amountCents: amount };
}

/** What a line of JSON says. Throws `UserError` naming `place`. */
export function jsonOf(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UserError(`${place}: found ${JSON.stringify(line.slice(0, 60))}, expected a line of JSON`);
  }
}
