import fc from "fast-check";
import { createChangeFeed } from "../../viewer/changeFeed";

const change = (number: number) => ({ removed: [String(number)] });

test("whoever comes back gets exactly what was missed, or is told to load everything", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (before, missed) => {
      const feed = createChangeFeed({ kept: 10 });
      for (let i = 0; i < before; i++) feed.push(change(i));
      const position = feed.position();
      for (let i = 0; i < missed; i++) feed.push(change(before + i));
      const expected = Array.from({ length: missed }, (_, i) => change(before + i));
      const got = feed.since(position);
      if (got === undefined) expect(missed).toBeGreaterThan(10);
      else {
        expect(got.changes.map((text) => JSON.parse(text))).toEqual(expected);
        expect(got.position).toBe(feed.position());
      }
    }),
  );
});

test("a position of another process, of the future or of nonsense is unknown", () => {
  const feed = createChangeFeed({ kept: 10 }, "me");
  for (const position of ["", "you.0", "me.1", "me.x", "0"]) expect(feed.since(position)).toBeUndefined();
  expect(feed.since("me.0")).toEqual({ changes: [], position: "me.0" });
});

test("a follower wakes at the next change", async () => {
  const feed = createChangeFeed();
  const woken = feed.next(60_000);
  feed.push(change(1));
  await woken;
});

test("much that was missed comes in portions that follow one another", () => {
  const feed = createChangeFeed({ portion: 50 }, "me");
  for (let i = 0; i < 100; i++) feed.push(change(i));
  const got: unknown[] = [];
  let position = "me.0";
  for (let portions = 0; position !== feed.position() && portions < 100; portions++) {
    const missed = feed.since(position);
    position = missed?.position ?? "lost";
    for (const text of missed?.changes ?? []) got.push(JSON.parse(text));
    expect(missed?.changes.length).toBeLessThan(5);
  }
  expect(got).toEqual(Array.from({ length: 100 }, (_, i) => change(i)));
});

test("kept changes are bounded in bytes, too", () => {
  const feed = createChangeFeed({ bytes: 10_000 }, "me");
  for (let i = 0; i < 100; i++) feed.push({ removed: ["x".repeat(200)] });
  expect(feed.since("me.0")).toBeUndefined();
  expect(feed.since("me.90")?.changes).toHaveLength(10);
});

test("a follower that has gone is not waited for", async () => {
  const gone = new AbortController();
  const woken = createChangeFeed().next(60_000, gone.signal);
  gone.abort();
  await woken;
});
