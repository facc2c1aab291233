import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { ConfigError } from "../../config/readConfig";

const MIN_LENGTH = 16;
const COOKIE = "viewer_session";
const DAY_SECONDS = 86_400;

/** The token of `--auth-token-file`. Throws `ConfigError` for an unreadable file or a token that could be guessed. */
export function readToken(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new ConfigError([`--auth-token-file: cannot read ${JSON.stringify(file)}: ${(error as Error).message}`]);
  }
  if (token.length >= MIN_LENGTH) return token;
  throw new ConfigError([`--auth-token-file: found ${token.length} characters, expected at least ${MIN_LENGTH}`]);
}

/**
 * Programs send `Authorization: Bearer TOKEN`; browsers exchange it for a cookie, by the form at `/login` or by
 * `/?token=TOKEN`. The cookie holds no token, and all viewers with the same token know it.
 */
export function requireToken(token: string): MiddlewareHandler {
  const session = sessionOf(token);
  return async (context, next) => {
    const bearer = /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    if (isSame(bearer, token) || isSame(getCookie(context, COOKIE), session)) return next();
    if (context.req.path !== "/") return context.text("The token is missing or wrong.\n", 401);
    if (!isSame(context.req.query("token"), token)) return context.redirect("/login", 303);
    startSession(context, session);
    return context.redirect("/", 303);
  };
}

/** Takes the form's token; `form` is the page to show, with a word on what went wrong. */
export function loginRoutes(token: string, form: string): Hono {
  return new Hono()
    .get("/login", (context) => context.html(form.replace("{{problem}}", "")))
    .post("/login", async (context) => {
      const { token: given } = await context.req.parseBody();
      if (!isSame(typeof given === "string" ? given.trim() : undefined, token)) {
        return context.html(form.replace("{{problem}}", "This token is not right. Please try again."), 401);
      }
      startSession(context, sessionOf(token));
      return context.redirect("/", 303);
    });
}

function sessionOf(token: string): string {
  return createHmac("sha256", token).update("viewer session").digest("hex");
}

function startSession(context: Context, session: string): void {
  const secure = context.req.header("x-forwarded-proto") === "https";
  setCookie(context, COOKIE, session, { httpOnly: true, sameSite: "Strict", path: "/", maxAge: DAY_SECONDS, secure });
}

/** Compares digests, so that the time taken tells nothing about the secret. */
function isSame(given: string | undefined, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(secret));
}
