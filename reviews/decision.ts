import { z } from "zod";

/** What can be done about an alert. */
export const ACTIONS = ["take", "release", "confirm", "dismiss", "escalate", "reopen", "snooze", "undo"] as const;
export type Action = (typeof ACTIONS)[number];

export const MAX_NOTE_CHARACTERS = 2_000;
const MAX_NAME_CHARACTERS = 600;

const shortText = z.string().min(1).max(MAX_NAME_CHARACTERS);

/** The alert as it was when it was decided upon. */
const upon = z.object({
  /** The alert's id then: another one where the alert has been replaced by one of a longer session. */
  id: shortText,
  /** Absent where it is the one of the options. */
  rule: shortText.optional(),
  version: z.number().int().min(0).optional(),
  revision: z.number().int().min(0),
  /** Decimal. */
  totalAmount: z.string().regex(/^\d{1,40}(\.\d{1,2})?$/),
  count: z.number().int().min(0),
  /** Accounts that it is about. */
  subject: z.array(shortText).min(1).max(2),
  /** True where it had been confirmed or dismissed, and has grown so much since that it was open again. */
  reopened: z.literal(true).optional(),
  /** When the alert came to lie on its topic, epoch ms, by the record's timestamp. */
  raisedMs: z.number().int().min(0),
});

/** A record of the topic of decisions: key = `alert`, value = this as JSON. When it was made is what the broker says. */
export const decisionSchema = z.object({
  /** Chosen by whoever decides, so that the same decision sent twice counts once. */
  id: z.string().regex(/^[\w-]{8,64}$/),
  /** The alert's id; where it replaces one about which something was decided before, that one's: decisions stay together. */
  alert: shortText,
  action: z.enum(ACTIONS),
  /** Who decided. */
  by: shortText,
  /** The decision about this alert that it was made upon; absent where it is the first one. */
  after: z.string().max(64).optional(),
  note: z.string().max(MAX_NOTE_CHARACTERS).optional(),
  /** Of `snooze`: alerts of this rule about this subject are put off up to then, epoch ms. */
  untilMs: z.number().int().min(0).optional(),
  upon,
});

export type Decision = z.infer<typeof decisionSchema>;
export type DecidedUpon = Decision["upon"];

/** Reads a record's value, or says what is wrong with it. */
export function parseDecision(value: string): Decision | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch (error) {
    return { problem: `expected a decision as JSON: ${(error as Error).message}` };
  }
  const parsed = decisionSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  return { problem: `${path.join(".") || "the record"}: ${message}` };
}

/** What a (rule, subject) is known by, for decisions that are about all of its alerts. */
export function subjectKey({ rule, subject }: Pick<DecidedUpon, "rule" | "subject">): string {
  return JSON.stringify([rule ?? "", ...subject]);
}
