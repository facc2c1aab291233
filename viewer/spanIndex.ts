import { findIndex } from "./findIndex";

/** A stretch of event time, in epoch milliseconds. */
export interface Span {
  id: string;
  startMs: number;
  /** Exclusive. */
  endMs: number;
}

/** Spans in order of their starts. */
export type SpanIndex<T extends Span> = ReturnType<typeof createSpanIndex<T>>;

/**
 * Finds by halving, however many there are. While none lies inside another, spans in order of their starts are in order of
 * their ends, too: only then `isInsideOne` and `inside` may be asked.
 */
export function createSpanIndex<T extends Span>() {
  const spans: T[] = [];
  const firstFrom = (startMs: number) => findIndex(spans, (other) => other.startMs >= startMs);
  const placeOf = (span: Span) =>
    findIndex(
      spans,
      ({ startMs, id }) => startMs > span.startMs || (startMs === span.startMs && !isBefore(id, span.id)),
    );

  return {
    /** Whether the span lies inside one that is here; the same stretch is not inside. */
    isInsideOne({ startMs, endMs }: Span): boolean {
      const place = firstFrom(startMs);
      if (place > 0 && spans[place - 1].endMs >= endMs) return true;
      return place < spans.length && spans[place].startMs === startMs && spans[place].endMs > endMs;
    },
    /** Those that lie inside the span; the same stretch is not inside. */
    inside({ startMs, endMs }: Span): T[] {
      let place = firstFrom(startMs);
      // Spans with one start have one end.
      if (spans[place]?.startMs === startMs && spans[place].endMs === endMs) {
        place = findIndex(spans, (other) => other.startMs > startMs);
      }
      const beyond = findIndex(spans, (other) => other.endMs > endMs);
      return spans.slice(place, Math.max(place, beyond));
    },
    /** Those that start from `fromMs` to `toMs`, both inclusive. */
    startingIn(fromMs: number, toMs: number): T[] {
      return spans.slice(firstFrom(fromMs), firstFrom(toMs + 1));
    },
    /** The last one that starts at `atMs` or before. */
    lastUpTo(atMs: number): T | undefined {
      return spans[firstFrom(atMs + 1) - 1];
    },
    add(span: T): void {
      spans.splice(placeOf(span), 0, span);
    },
    remove(span: T): void {
      const place = placeOf(span);
      if (spans[place] === span) spans.splice(place, 1);
    },
    size: () => spans.length,
  };
}

function isBefore(a: string, b: string): boolean {
  return a < b;
}
