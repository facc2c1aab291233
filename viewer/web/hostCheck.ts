import type { MiddlewareHandler } from "hono";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** True for addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Refuses other host names than the expected ones, so that a foreign site cannot point its own name at this page (DNS
 * rebinding). Bound beyond loopback without a list, any name is taken: nobody knows them here.
 */
export function hostCheck(boundTo: string, allowedHosts?: string): MiddlewareHandler {
  const named = (allowedHosts ?? "").split(",").map((name) => name.trim().toLowerCase());
  const allowed = new Set([...named.filter(Boolean), ...LOOPBACK, boundTo]);
  const isOpen = !isLoopback(boundTo) && allowedHosts === undefined;
  return async (context, next) => {
    const host = (context.req.header("host") ?? "").toLowerCase();
    if (isOpen || allowed.has(host.replace(/:\d+$/, ""))) return next();
    return context.text(
      `Unknown host name ${JSON.stringify(host)}; --allowed-hosts lists the names to answer to.\n`,
      421,
    );
  };
}
