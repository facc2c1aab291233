import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { PlainLine } from "../../payment/plainLine";
import { formatTransaction, parseTransaction, type Transaction } from "../../payment/transaction";

const plain = new PlainLine();

/** What is read of the line behind other lines, undefined where it is not taken. */
function read(line: string | Uint8Array, end = ""): Transaction | undefined {
  const before = Buffer.from("x\n");
  const bytes = Buffer.concat([before, Buffer.from(line as string), Buffer.from(end)]);
  if (!plain.read(bytes, before.length)) return undefined;
  expect(plain.next).toBe(bytes.length + (end.includes("\n") ? 0 : 1));
  return {
    timestampMs: plain.timestampMs,
    origin: bytes.toString("latin1", plain.originStart, plain.originEnd),
    target: bytes.toString("latin1", plain.targetStart, plain.targetEnd),
    amountCents: plain.amountCents,
  };
}

const payment = fc.record({
  timestampMs: fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }),
  origin: fc.constantFrom("a", "ACC-1", "x".repeat(256)),
  target: fc.constantFrom("b", "ACC-2", "~ !"),
  amountCents: fc.integer({ min: 1, max: 10 ** 14 - 1 }),
});

test("a payment as it is usually written is what is read, whatever ends its line", () => {
  fc.assert(
    fc.property(payment, fc.constantFrom("", "\n", "\r\n", "\r"), (given, end) => {
      expect(read(formatTransaction(given), end)).toEqual(given);
    }),
  );
});

test("times may come without a fraction, amounts with one or two digits of it", () => {
  const given = { timestampMs: Date.UTC(2026, 0, 5, 1, 2, 3), origin: "a", target: "b" };
  expect(read("2026-01-05T01:02:03Z;a;b;7.5")).toEqual({ ...given, amountCents: 750 });
  expect(read("2026-01-05T01:02:03Z;a;b;007.05")).toEqual({ ...given, amountCents: 705 });
});

test("what is refused as text is never taken, and what is taken reads the same as text", () => {
  const mutated = fc.tuple(payment, fc.nat(), fc.nat(255), fc.boolean()).map(([given, place, byte, isPart]) => {
    const line = Buffer.from(formatTransaction(given));
    const at = place % line.length;
    // Often a byte that means something.
    line[at] = isPart ? Buffer.from("0123456789.;:TZ-\r")[byte % 17] : byte;
    return line;
  });
  fc.assert(
    fc.property(mutated, (line) => {
      fc.pre(!line.includes(10));
      const found = read(line);
      if (found === undefined) return;
      const text = line.toString("latin1").replace(/\r$/, "");
      expect(parseTransaction(text, Number.POSITIVE_INFINITY)).toEqual(found);
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  "",
  "2026-02-30T00:00:00Z;a;b;1",
  "2026-01-05T24:00:00Z;a;b;1",
  "2026-01-05T00:00:60Z;a;b;1",
  "2026-01-05T00:00:00+01:00;a;b;1",
  "Monday, 05-Jan-26 00:15:06 UTC;a;b;1",
  "2026-01-05T00:00:00Z;a;a;1",
  "2026-01-05T00:00:00Z;;b;1",
  "2026-01-05T00:00:00Z;é;b;1",
  "2026-01-05T00:00:00Z;a;b;0",
  "2026-01-05T00:00:00Z;a;b;1.",
  "2026-01-05T00:00:00Z;a;b;1.001",
  "2026-01-05T00:00:00Z;a;b;1e3",
  "2026-01-05T00:00:00Z;a;b;1;2",
  "2026-01-05T00:00:00Z;a;b",
  "2026-01-05T00:00:00Z;a;b;1000000000000",
])("%j is left to who reads texts", (line) => {
  expect(read(line)).toBeUndefined();
});
