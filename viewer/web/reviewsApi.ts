import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { ACTIONS, MAX_NOTE_CHARACTERS } from "../../reviews/decision";
import type { Made } from "../../reviews/reviewLog";
import { printable } from "../../transforms/alertText";
import type { AlertStore } from "../alertStore";
import type { Access } from "../people/access";
import type { Person } from "../people/person";
import { type Desk, Unanswered } from "../reviews/desk";
import { threadOf } from "../reviews/reviewOf";
import type { ReviewsTopic } from "../reviews/reviewsTopic";
import type { MeAnswer, ReviewAnswer, ShownDecision } from "../reviews/shownReview";
import { createAttemptLimit } from "./attemptLimit";
import { fromThisPage } from "./fromThisPage";

export interface ReviewsApiParts {
  topic: ReviewsTopic;
  desk: Desk;
  store: Pick<AlertStore, "reviewed">;
}

/** Far more than a hundred decisions with a note take. */
const MAX_BODY_BYTES = 64 * 1024;
/** Of one person, in a minute. */
const MAX_A_MINUTE = 600;
const PERIOD_MS = 60_000;
const MAX_DECISIONS = 100;

const id = z.string("8 to 64 letters, digits, - and _").regex(/^[\w-]{8,64}$/, "8 to 64 letters, digits, - and _");
const noteError = `a text of at most ${MAX_NOTE_CHARACTERS} characters`;
const timeError = "a time in epoch milliseconds";
const decisionsRequest = z
  .strictObject(
    {
      action: z.enum(ACTIONS, { error: ACTIONS.join(", ") }),
      note: z.string(noteError).max(MAX_NOTE_CHARACTERS, noteError).optional(),
      untilMs: z.number(timeError).int(timeError).min(0, timeError).optional(),
      decisions: z
        .array(
          z.strictObject({ id, alert: z.string("an alert's id"), after: id.optional() }, "id, alert and perhaps after"),
          `1 to ${MAX_DECISIONS} decisions`,
        )
        .min(1, `1 to ${MAX_DECISIONS} decisions`)
        .max(MAX_DECISIONS, `1 to ${MAX_DECISIONS} decisions`),
    },
    "action and decisions",
  )
  .refine(({ decisions }) => new Set(decisions.map(({ id }) => id)).size === decisions.length, {
    path: ["decisions"],
    error: "an id of its own for each",
  });
const nextRequest = z.strictObject({ id: id.max(60, "8 to 60 letters, digits, - and _") }, "an id");

/**
 * `GET /api/me` tells who asks, `GET /api/reviews/ALERT` what was decided about an alert. `POST /api/decisions` decides about up to a
 * hundred, `POST /api/next` takes the worst open one.
 */
export function reviewsApi(access: Access, parts: ReviewsApiParts | undefined): Hono {
  const app = new Hono().get("/api/me", (context) => context.json(me(access.personOf(context), parts !== undefined)));
  if (parts === undefined) {
    const none = (context: Context) => context.json({ errors: [NO_TOPIC] }, 404);
    return app.get("/api/reviews/:alert", none).post("/api/decisions", none).post("/api/next", none);
  }
  const { topic, desk, store } = parts;
  const decided = createAttemptLimit(MAX_A_MINUTE, PERIOD_MS);
  const isTooLong = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (context) => context.json({ errors: [`found more than ${MAX_BODY_BYTES} bytes`] }, 413),
  });

  /** Lets those in who may decide, before anything of what they send is read. */
  const onlyReviewers: MiddlewareHandler = async (context, next) => {
    const because = whyReadOnly(access.personOf(context));
    return because === null ? next() : context.json({ errors: [because] }, 403);
  };

  /** Why somebody has to wait before so many decisions more. */
  function tooMany(context: Context, { name }: Person, count: number): Response | undefined {
    const waitMs = decided.waitMs(name);
    for (let i = 0; i < count; i++) decided.note(name);
    if (waitMs === 0) return undefined;
    const seconds = Math.ceil(waitMs / 1_000);
    const word = `more than ${MAX_A_MINUTE} decisions of yours within a minute: wait ${seconds} s`;
    return context.json({ errors: [word] }, 429, { "retry-after": String(seconds) });
  }

  return app
    .get("/api/reviews/:alert", (context) => {
      const asked = context.req.param("alert");
      const alert = store.reviewed(asked);
      const review = topic.log().review(alert === undefined ? asked : threadOf(topic.log(), alert));
      return context.json<ReviewAnswer>({
        review: alert?.summary.review ?? null,
        history: review?.history.map(shownDecision) ?? [],
      });
    })
    .use("/api/decisions", fromThisPage(), onlyReviewers, isTooLong)
    .use("/api/next", fromThisPage(), onlyReviewers, isTooLong)
    .post("/api/decisions", async (context) => {
      const request = decisionsRequest.safeParse(await bodyOf(context));
      if (!request.success) return context.json({ errors: problems(request.error) }, 400);
      const person = access.personOf(context) as Person;
      const refused = tooMany(context, person, request.data.decisions.length);
      if (refused !== undefined) return refused;
      const answer = await desk.decide(person, request.data);
      if (answer instanceof Unanswered) return context.json({ errors: [answer.word] }, 503, { "retry-after": "1" });
      return context.json(answer, answer.decisions.some(({ outcome }) => outcome === "counts") ? 200 : 409);
    })
    .post("/api/next", async (context) => {
      const request = nextRequest.safeParse(await bodyOf(context));
      if (!request.success) return context.json({ errors: problems(request.error) }, 400);
      const person = access.personOf(context) as Person;
      const refused = tooMany(context, person, 1);
      if (refused !== undefined) return refused;
      const answer = await desk.next(person, request.data.id);
      if (answer instanceof Unanswered) return context.json({ errors: [answer.word] }, 503, { "retry-after": "1" });
      return context.json(answer);
    });
}

const NO_TOPIC = "this viewer has no topic of decisions: --reviews-topic names one";

function me(person: Person | undefined, reviews: boolean): MeAnswer {
  return {
    name: person === undefined ? null : printable(person.name),
    role: person?.role ?? "viewer",
    reviews,
    because: reviews ? whyReadOnly(person) : NO_TOPIC,
  };
}

/** Null where somebody may decide. */
function whyReadOnly(person: Person | undefined): string | null {
  if (person === undefined) {
    return "The viewer does not know who you are, so you can read and not decide: --people-file or --user-header tells it";
  }
  if (person.role === "reviewer") return null;
  return `${printable(person.name)} can read and not decide: it takes the role reviewer`;
}

function shownDecision({ id, action, by, atMs, note, untilMs, undone }: Made): ShownDecision {
  return {
    ...{ id, action, by: printable(by), atMs },
    ...(note !== undefined && { note: printable(note) }),
    ...(untilMs !== undefined && { untilMs }),
    ...(undone && { undone }),
  };
}

async function bodyOf(context: Context): Promise<unknown> {
  return context.req.json().catch(() => undefined);
}

function problems({ issues }: z.ZodError): string[] {
  return issues.slice(0, 10).map((issue) => {
    const place = issue.path.join(".") || "the request";
    return `${place}: ${issue.code === "unrecognized_keys" ? `found ${issue.keys.join(", ")}, which nobody knows` : `expected ${issue.message}`}`;
  });
}
