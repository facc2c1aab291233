import { type Schema, Type } from "avsc";
import fc from "fast-check";
import { Cursor } from "../../../../payment/formats/avro/cursor";
import { readSchema } from "../../../../payment/formats/avro/schema";
import { skipper } from "../../../../payment/formats/avro/skip";
import { Malformed } from "../../../../payment/transaction";
import { randomSchema } from "./randomSchema";
import { FIELDS, long, paymentSchema, readBody, readerOf, refusal, wire } from "./written";

/** A million in the full run. */
const FUZZED = Number(process.env.FUZZED_RECORDS ?? 5_000);

test("what avsc writes by any schema is gone over to its last byte, and not by one byte less", () => {
  fc.assert(
    fc.property(randomSchema(), (schema) => {
      const type = Type.forSchema(schema as Schema);
      const skip = skipper()(readSchema(JSON.stringify(schema)));
      const bytes = type.toBuffer(type.random());
      const cursor = new Cursor();
      cursor.start(bytes, 0);
      skip(cursor);
      expect(cursor.left).toBe(0);
      if (bytes.length === 0) return;
      cursor.start(bytes.subarray(0, -1), 0);
      expect(() => skip(cursor)).toThrow();
    }),
    { numRuns: 500 },
  );
});

describe("a length that cannot be is told at once", () => {
  const within = (ms: number, read: () => string) => {
    const begunMs = performance.now();
    const said = read();
    expect(performance.now() - begunMs).toBeLessThan(ms);
    return said;
  };
  const noted = (type: unknown) => {
    const { fields, ...rest } = paymentSchema();
    return { ...rest, fields: [{ name: "note", type }, ...fields] };
  };
  const refused = (type: unknown, ...bytes: Uint8Array[]) =>
    within(1_000, () => refusal(readBody(noted(type), Buffer.concat(bytes))));

  test.each([
    ["a block of 2^40 texts", { type: "array", items: "string" }, long(2n ** 40n)],
    ["a block of 2^40 texts in a map", { type: "map", values: "string" }, long(2n ** 40n)],
    ["a block of -2^63 texts", { type: "array", items: "string" }, Buffer.concat([long(-(2n ** 63n)), long(1)])],
    ["a block of 2^40 bytes", { type: "array", items: "string" }, Buffer.concat([long(-1), long(2n ** 40n)])],
    ["a text of 2^31 bytes", "string", long(2n ** 31n)],
    ["a text of -1 bytes", "string", long(-1)],
    ["bytes of 2^62", "bytes", long(2n ** 62n)],
    ["a branch that a union has not", ["null", "string"], long(2)],
    ["a branch of -1", ["null", "string"], long(-1)],
    ["a symbol that an enum has not", { type: "enum", name: "E", symbols: ["A"] }, long(1)],
    ["a boolean of 2", "boolean", Buffer.from([2])],
    ["an int of 33 bits", "int", long(2n ** 32n)],
    ["a number without end", "long", Buffer.alloc(50, 0xff)],
    ["a fixed that is not there", { type: "fixed", name: "F", size: 1e9 }, Buffer.alloc(9)],
  ])("%s", (_, type, bytes) => {
    expect(refused(type, bytes)).toMatch(/^bad-avro: schema 1 \(bank\.Payment\): found /);
  });

  test("2^60 items of no bytes are gone over in no time", () => {
    const rest = Buffer.concat([long(0), long(5_000), Buffer.from("\x02a\x02b\x0a12.50", "latin1")]);
    expect(refused({ type: "array", items: "null" }, long(2n ** 60n), rest)).toMatch(/^none: .*"timestampMs":5000/);
  });

  test("a list that is its own tail ends at 64, however long it is", () => {
    const list = { type: "record", name: "List", fields: [{ name: "tail", type: ["null", "List"] }] };
    expect(refused(list, Buffer.alloc(60_000, 2))).toContain("found a record more than 64 deep in others");
    const rest = Buffer.concat([long(5_000), Buffer.from("\x02a\x02b\x0a12.50", "latin1")]);
    expect(refused(list, Buffer.alloc(60, 2), long(0), rest)).toMatch(/^none: /);
  });
});

test("what is no record of Avro at all says so", () => {
  const reader = readerOf(FIELDS, paymentSchema());
  const read = (value: string | Uint8Array) => refusal(reader.read(value, Number.POSITIVE_INFINITY));
  expect(read("")).toBe("bad-avro: found 0 bytes, expected a zero, a schema's id and a record");
  expect(read('{"at":1}')).toBe("bad-avro: found 123 for the first byte, expected 0");
  expect(read(wire(1, Buffer.alloc(0)))).toMatch(/^bad-avro: schema 1 \(bank\.Payment\): found the end after 5 bytes/);
  const whole = Type.forSchema(paymentSchema() as Schema).toBuffer({ at: 5_000, from: "a", to: "b", amount: "1" });
  expect(read(wire(1, Buffer.concat([whole, Buffer.alloc(3)])))).toMatch(
    /: found 3 bytes behind the record, expected none$/,
  );
});

test("of fuzzed records, each is a payment or a dead letter", () => {
  const account = { type: "record", name: "Account", fields: [{ name: "iban", type: ["null", "string"] }] };
  const tree = { type: "record", name: "Tree", fields: [{ name: "leaves", type: { type: "array", items: "Tree" } }] };
  const decimal = { type: "bytes", logicalType: "decimal", precision: 12, scale: 2 };
  const { fields, ...rest } = paymentSchema({ from: account, to: ["null", "Account"], amount: ["null", decimal] });
  const notes = { type: "map", values: { type: "array", items: "string" } };
  const schema = { ...rest, fields: [{ name: "notes", type: notes }, ...fields, { name: "tree", type: tree }] };
  const from = { path: "/from/iban" };
  const reader = readerOf({ ...FIELDS, origin: from, target: { path: "/to/iban" } }, schema);
  const [origin, target] = [{ iban: "DE1" }, { "bank.Account": { iban: "FR2" } }];
  const value = {
    notes: { a: ["x", "y"] },
    at: 5_000,
    from: origin,
    to: target,
    amount: { bytes: Buffer.from([4, 226]) },
    tree: { leaves: [{ leaves: [] }] },
  };
  const whole = wire(1, Type.forSchema(schema as Schema, { wrapUnions: true }).toBuffer(withWrapped(value)));

  const counts: Record<string, number> = {};
  fc.assert(
    fc.property(mutations(whole.length), (changes) => {
      const read = reader.read(changed(whole, changes), Number.POSITIVE_INFINITY);
      const kind = read instanceof Malformed ? read.reason : "payment";
      counts[kind] = (counts[kind] ?? 0) + 1;
    }),
    { numRuns: FUZZED, endOnFailure: true },
  );
  if (process.env.FUZZED_RECORDS !== undefined) console.log(JSON.stringify(counts));
  expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(FUZZED);
  expect(Object.keys(counts)).toEqual(expect.arrayContaining(["payment", "bad-avro", "unknown-schema", "bad-amount"]));
});

/** avsc wants the branch of each union named. */
function withWrapped<T extends { from: object }>(value: T): T {
  return { ...value, from: { iban: { string: "DE1" } }, to: { "bank.Account": { iban: { string: "FR2" } } } };
}

type Change = { at: number; kind: "set" | "insert" | "cut" | "end"; bytes: Uint8Array };

/** Up to three changes; mostly behind the header, which would hide all else. */
function mutations(length: number): fc.Arbitrary<Change[]> {
  const change = fc.record({
    at: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 5, max: length }) }, fc.integer({ min: 0, max: 5 })),
    kind: fc.constantFrom("set" as const, "insert" as const, "cut" as const, "end" as const),
    bytes: fc.uint8Array({ maxLength: 4 }),
  });
  return fc.array(change, { maxLength: 3 });
}

function changed(whole: Buffer, changes: Change[]): Buffer {
  return changes.reduce((bytes, { at, kind, bytes: others }) => {
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    if (kind === "end") return head;
    const kept = kind === "set" ? tail.subarray(others.length) : kind === "cut" ? tail.subarray(1) : tail;
    return Buffer.concat([head, ...(kind === "cut" ? [] : [others]), kept]);
  }, whole);
}
