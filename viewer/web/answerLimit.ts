import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { MiddlewareHandler } from "hono";

/** From one answer's beginning to the next one's: time to take in hundreds of connections, each of which may ask for health. */
const APART_MS = 5;

/**
 * An answer that lies unread takes memory until its connection ends: at most `max` at once, others are put off with 503. Those let
 * in are made apart from each other, so that whoever asks for health waits for one of them, not for all.
 */
export function answerLimit(max: number): MiddlewareHandler<{ Bindings: { outgoing?: ServerResponse } }> {
  let open = 0;
  let turn: Promise<void> = Promise.resolve();
  return async (context, next) => {
    const outgoing = context.env?.outgoing;
    if (outgoing === undefined) return next();
    if (open >= max) {
      const word = `${open} answers are still on their way; try again in a moment.\n`;
      return context.text(word, 503, { "retry-after": "1", connection: "close" });
    }
    open++;
    outgoing.once("close", () => open--);
    const mine = turn;
    turn = mine.then(() => pause(APART_MS));
    await mine;
    return next();
  };
}
