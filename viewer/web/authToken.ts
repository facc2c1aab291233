import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { ConfigError } from "../../config/readConfig";
import type { Access } from "../people/access";
import type { Person } from "../people/person";

export const MIN_TOKEN_LENGTH = 16;
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
  if (token.length >= MIN_TOKEN_LENGTH) return token;
  throw new ConfigError([`--auth-token-file: found ${token.length} characters, expected at least ${MIN_TOKEN_LENGTH}`]);
}

/** A token that lets in, and whose it is; without a person anybody's. */
export interface Secret {
  token: string;
  person?: Person;
}

/**
 * Programs send `Authorization: Bearer TOKEN`; browsers exchange it for a cookie by the form at `/login`, which a link
 * `/#token=TOKEN` fills in: what stands behind `#` is sent to no server and stands in no log. The cookie holds no
 * token, and all viewers with the same token know it.
 */
export function requireToken(access: Access): MiddlewareHandler {
  return async (context, next) => {
    if (access.isLetIn(context)) return next();
    if (!access.hasTokens()) return context.text("Only the proxy in front of this viewer lets people in.\n", 401);
    if (context.req.path === "/") return context.redirect("/login", 303);
    return context.text("The token is missing or wrong.\n", 401);
  };
}

/** Gives the browser the cookie that stands for the token. */
export function startSession(context: Context, token: string): void {
  const secure = context.req.header("x-forwarded-proto") === "https";
  const attributes = { httpOnly: true, sameSite: "Strict", path: "/", maxAge: DAY_SECONDS, secure } as const;
  setCookie(context, COOKIE, sessionOf(token), attributes);
}

/** What stands for a session, as the browser shows it. */
export function sessionCookie(context: Context): string | undefined {
  return getCookie(context, COOKIE);
}

/** What stands for a token in the browser's cookie. */
export function sessionOf(token: string): string {
  return createHmac("sha256", token).update("viewer session").digest("hex");
}

/** Compares digests, so that the time taken tells nothing about the secret. */
export function isSame(given: string | undefined, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(secret));
}
