import type { MiddlewareHandler } from "hono";

/**
 * Lets a request change something only where no other site can have made a browser send it: as JSON, which no form can, and from a page
 * of this very host. Programs say neither where they come from nor show a cookie that a browser would add by itself.
 */
export function fromThisPage(): MiddlewareHandler {
  return async (context, next) => {
    const header = (name: string) => context.req.header(name);
    const site = header("sec-fetch-site");
    // A browser sets it, no page can; behind a proxy the host may be called by another name here.
    const isForeign = site === undefined ? isOfOtherHost(header("origin"), header("host")) : site !== "same-origin";
    if (isForeign) return context.json({ errors: ["another site asks for this: only the page itself may"] }, 403);
    const type = header("content-type")?.split(";")[0].trim().toLowerCase();
    if (type === "application/json") return next();
    return context.json({ errors: ["content-type: expected application/json"] }, 415);
  };
}

function isOfOtherHost(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}
