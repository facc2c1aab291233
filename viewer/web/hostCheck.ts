import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import { printable } from "../../transforms/alertText";

/** True for addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Refuses other host names than the expected ones, so that a foreign site cannot point its own name at this page (DNS
 * rebinding). An address is no name that a site could own, so any is taken: probes and Prometheus know nothing else.
 */
export function hostCheck(boundTo: string, allowedHosts = ""): MiddlewareHandler {
  const named = allowedHosts.split(",").map((name) => name.trim().toLowerCase());
  const allowed = new Set([...named.filter(Boolean), "localhost", boundTo.toLowerCase()]);
  return async (context, next) => {
    const host = (context.req.header("host") ?? "").toLowerCase();
    const name = host.replace(/:\d*$/, "").replace(/\.$/, "");
    if (allowed.has(name) || isIP(name.replace(/^\[(.*)\]$/, "$1")) > 0) return next();
    return context.text(
      `Unknown host name ${printable(JSON.stringify(host))}; --allowed-hosts lists the names to answer to.\n`,
      421,
    );
  };
}
