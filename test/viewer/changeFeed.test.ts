import fc from "fast-check";
import { createChangeFeed } from "../../viewer/changeFeed";

const change = (number: number) => ({ removed: [String(number)] });

test("whoever comes back gets exactly what was missed, or is told to load everything", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (before, missed) => {
      const feed = createChangeFeed(10);
      for (let i = 0; i < before; i++) feed.push(change(i));
      const position = feed.position();
      for (let i = 0; i < missed; i++) feed.push(change(before + i));
      const expected = Array.from({ length: missed }, (_, i) => change(before + i));
      const got = feed.since(position);
      if (got === undefined) expect(missed).toBeGreaterThan(10);
      else expect(got).toEqual(expected);
    }),
  );
});

test("a position of another process, of the future or of nonsense is unknown", () => {
  const feed = createChangeFeed(10, "me");
  for (const position of ["", "you.0", "me.1", "me.x", "0"]) expect(feed.since(position)).toBeUndefined();
  expect(feed.since("me.0")).toEqual([]);
});

test("a follower wakes at the next change", async () => {
  const feed = createChangeFeed();
  const woken = feed.next(60_000);
  feed.push(change(1));
  await woken;
});
