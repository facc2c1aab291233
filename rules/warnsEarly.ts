import type { Rule } from "./rule";

/**
 * Whether a rule can be judged while its window is still open: it has to ask for something that grows, which tells
 * afterwards whether it may have held. Sliding windows are judged when they end.
 */
export function warnsEarly({ window, when }: Rule): boolean {
  return window.everyMs === 0 && when.growing !== undefined;
}
