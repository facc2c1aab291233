/** Where sessions begin and end, in ms. */
export interface SessionLimits {
  gapMs: number;
  /** Sessions are also cut at UTC multiples of this; 0 for never. */
  maxSessionMs: number;
}

/**
 * Time is divided into slots as wide as the gap, counted from the cut before where sessions are cut. Two sessions of one
 * key begin at least a gap apart, so no two begin in one slot: a slot's start (epoch ms) names a session even while its
 * first payment is not known for sure.
 */
export function slotStart(timestampMs: number, { gapMs, maxSessionMs }: SessionLimits): number {
  const cutMs = maxSessionMs === 0 ? 0 : Math.floor(timestampMs / maxSessionMs) * maxSessionMs;
  return cutMs + Math.floor((timestampMs - cutMs) / gapMs) * gapMs;
}

/**
 * Starts of the slots after that of a session's first payment, up to that of its last one. Whatever was ever taken for a
 * session and turned out to be a part of this one began in one of them or in its first, and no other session does.
 */
export function* laterSlots(firstMs: number, lastMs: number, limits: SessionLimits): Generator<number> {
  for (let startMs = slotStart(firstMs, limits) + limits.gapMs; startMs <= lastMs; startMs += limits.gapMs) {
    yield startMs;
  }
}
