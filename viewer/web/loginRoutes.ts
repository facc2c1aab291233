import type { IncomingMessage } from "node:http";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Access } from "../people/access";
import { createAttemptLimit } from "./attemptLimit";
import { startSession } from "./authToken";

/** A form with one token is far below this. */
const MAX_BODY_BYTES = 4_096;
const MAX_WRONG = 10;
const PERIOD_MS = 60_000;

type Bindings = { Bindings: { incoming?: IncomingMessage } };

/**
 * Takes the form's token; `form` is the page to show, with a word on what went wrong. After ten wrong ones a minute's
 * wait is asked of their address, which behind a proxy is the proxy's.
 */
export function loginRoutes(
  access: Pick<Access, "secretOf">,
  form: string,
  now: () => number = Date.now,
): Hono<Bindings> {
  const attempts = createAttemptLimit(MAX_WRONG, PERIOD_MS, now);
  const page = (problem: string) => form.replace("{{problem}}", problem);
  const isTooLong = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (context) => context.html(page("This is much longer than any token."), 413, { connection: "close" }),
  });

  return new Hono<Bindings>()
    .get("/login", (context) => context.html(page("")))
    .post("/login", isTooLong, async (context) => {
      const client = context.env?.incoming?.socket.remoteAddress ?? "";
      const waitSeconds = Math.ceil(attempts.waitMs(client) / 1000);
      if (waitSeconds > 0) {
        const problem = `Too many wrong tokens came from your address. Please try again in ${waitSeconds} seconds.`;
        return context.html(page(problem), 429, { "retry-after": String(waitSeconds) });
      }
      const { token: given } = await context.req.parseBody().catch(() => ({ token: undefined }));
      const secret = typeof given === "string" ? access.secretOf(given.trim()) : undefined;
      if (secret === undefined) {
        attempts.note(client);
        return context.html(page("This token is not right. Please try again."), 401);
      }
      startSession(context, secret.token);
      return context.redirect("/", 303);
    });
}
