import type { ServerResponse } from "node:http";
import type { MiddlewareHandler } from "hono";

/** An answer that lies unread takes memory until its connection ends: at most `max` at once, others are put off with 503. */
export function answerLimit(max: number): MiddlewareHandler<{ Bindings: { outgoing?: ServerResponse } }> {
  let open = 0;
  return async (context, next) => {
    const outgoing = context.env?.outgoing;
    if (outgoing === undefined) return next();
    if (open >= max) {
      const word = `${open} answers are still on their way; try again in a moment.\n`;
      return context.text(word, 503, { "retry-after": "1", connection: "close" });
    }
    open++;
    outgoing.once("close", () => open--);
    return next();
  };
}
