import { setImmediate } from "node:timers/promises";

/** Long enough to cost nothing, short enough that a probe does not notice. */
const TURN_MS = 200;

/**
 * Handles items one after another, as soon as what they need is `ready`; in between whoever asks for health, pages or the time of
 * day gets a turn.
 */
export async function inTurns<T>(
  items: readonly T[],
  handle: (item: T) => void,
  ready?: Promise<void>,
  turnMs = TURN_MS,
): Promise<void> {
  if (ready !== undefined) await ready;
  let turnEndsMs = performance.now() + turnMs;
  for (const item of items) {
    handle(item);
    if (performance.now() < turnEndsMs) continue;
    await setImmediate();
    turnEndsMs = performance.now() + turnMs;
  }
}
