import { startOfNews, startOfReading } from "../../kafka/consumer";

test("a group goes on where it stopped", () => {
  expect(startOfNews({ low: 0n, high: 100n, position: 40n }, true)).toBe(40n);
});

test("a new group starts at the end, or at the oldest record when asked", () => {
  expect(startOfNews({ low: 5n, high: 100n }, false)).toBe(100n);
  expect(startOfNews({ low: 5n, high: 100n }, true)).toBe(5n);
});

test("a position that retention has deleted moves to the oldest record left, never to the end", () => {
  expect(startOfNews({ low: 50n, high: 100n, position: 40n }, false)).toBe(50n);
});

test("a position beyond a recreated topic's end moves to that end", () => {
  expect(startOfNews({ low: 0n, high: 3n, position: 40n }, false)).toBe(3n);
});

test("older records are read again for context, at most as many as asked for", () => {
  expect(startOfReading({ low: 0n, high: 100n }, 40n, 10)).toBe(30n);
  expect(startOfReading({ low: 35n, high: 100n }, 40n, 10)).toBe(35n);
});
