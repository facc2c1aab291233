import type { Logger } from "pino";

const EVERY_MS = 10_000;

/** Tells every ten seconds how far the run is. Returns what ends it. */
export function reportProgress(log: Logger, delivered: () => number, behindMs: () => number): () => void {
  let before = delivered();
  let beforeMs = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const perSecond = Math.round(((delivered() - before) * 1000) / (now - beforeMs));
    before = delivered();
    beforeMs = now;
    log.info({ delivered: before, perSecond, behindSeconds: Math.max(0, Math.round(behindMs() / 1000)) }, "progress");
  }, EVERY_MS);
  return () => clearInterval(timer);
}
