import fc from "fast-check";
import { createSpanIndex, type Span } from "../../viewer/spanIndex";

const span = fc.record({ startMs: fc.integer({ min: 0, max: 12 }), endMs: fc.integer({ min: 0, max: 12 }) });

test("what contains a span and what lies inside it is found as by looking at each", () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 40 }), (spans) => {
      const index = createSpanIndex<Span>();
      let kept: Span[] = [];
      for (const [number, stretch] of spans.entries()) {
        const added = { id: `s${number}`, ...stretch };
        const around = kept.some((other) => isInside(added, other));
        const within = kept.filter((other) => isInside(other, added));
        expect(index.isInsideOne(added)).toBe(around);
        if (around) continue;
        expect(new Set(index.inside(added))).toEqual(new Set(within));
        for (const other of within) index.remove(other);
        index.add(added);
        kept = [...kept.filter((other) => !within.includes(other)), added];
        expect(index.size()).toBe(kept.length);
      }
    }),
  );
});

function isInside(inner: Span, outer: Span): boolean {
  if (inner.startMs < outer.startMs || inner.endMs > outer.endMs) return false;
  return inner.startMs > outer.startMs || inner.endMs < outer.endMs;
}
