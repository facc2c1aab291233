import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { isSame, type Secret, sessionCookie, sessionOf } from "../web/authToken";
import type { People } from "./peopleFile";
import type { Person } from "./person";
import type { ProxyUser } from "./proxyUser";

export interface AccessParts {
  /** Of `--auth-token-file`: lets in without telling who it is. */
  token?: string;
  people?: People;
  proxyUser?: ProxyUser;
}

/** Who may come in, and who it is. */
export type Access = ReturnType<typeof createAccess>;

/** Programs show a token as bearer, browsers a cookie that stands for it, people behind a proxy are named by it. */
export function createAccess({ token, people, proxyUser }: AccessParts) {
  const isOpen = token === undefined && people === undefined && proxyUser === undefined;

  function secrets(): Secret[] {
    const own = (people?.() ?? []).flatMap(({ token, ...person }) => (token === undefined ? [] : [{ token, person }]));
    return token === undefined ? own : [{ token }, ...own];
  }

  function shown(context: Context): Secret | undefined {
    const bearer = /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    const cookie = sessionCookie(context);
    if (bearer === undefined && cookie === undefined) return undefined;
    return secrets().find(
      ({ token }) => isSame(bearer, token) || (cookie !== undefined && isSame(cookie, sessionOf(token))),
    );
  }

  function fromProxy(context: Context): Person | undefined {
    const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage };
    return proxyUser?.({
      header: (name) => context.req.header(name),
      remoteAddress: incoming?.socket.remoteAddress,
    });
  }

  return {
    /** The token that somebody has typed, where it is one. */
    secretOf: (typed: string): Secret | undefined => secrets().find(({ token }) => isSame(typed, token)),
    /** Whether everybody who reaches the port may read: nothing is set that could tell who asks. */
    isOpen,
    /** Whether anybody can show a token. */
    hasTokens: (): boolean => secrets().length > 0,
    isLetIn: (context: Context): boolean => isOpen || fromProxy(context) !== undefined || shown(context) !== undefined,
    /** Who asks; undefined where nobody says. */
    personOf: (context: Context): Person | undefined => fromProxy(context) ?? shown(context)?.person,
  };
}
