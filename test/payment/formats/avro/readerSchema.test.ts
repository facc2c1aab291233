import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Schema, Type } from "avsc";
import fc from "fast-check";
import { createAvroReader } from "../../../../payment/formats/avro/avroReader";
import { topicFormat } from "../../../../payment/formats/topicFormat";
import { FIELDS, paymentSchema, refusal, registryOf, wire } from "./written";

const AT = Date.UTC(2026, 0, 5, 1, 2, 3, 4);
const PAYMENT = { timestampMs: AT, origin: "a", target: "b", amountCents: 1_250 };
const MILLIS = { type: "long", logicalType: "timestamp-millis" };

/** Reads a value written by one schema, by another. */
function readBy(reader: unknown, writer: unknown, value: unknown, fields = FIELDS) {
  const registry = { url: "http://registry" };
  const format = { format: "avro", fields, registry, readerSchema: JSON.stringify(reader) } as const;
  const body = Type.forSchema(writer as Schema).toBuffer(value);
  return createAvroReader(format, registryOf(writer)).read(wire(1, body), Number.POSITIVE_INFINITY);
}

type FieldSchema = { name: string; [more: string]: unknown };
const record = (name: string, ...fields: FieldSchema[]) => ({ type: "record", name, fields });

describe("a field that went by another name", () => {
  const writer = record(
    "Payment",
    { name: "amount", type: "string" },
    { name: "time", type: MILLIS },
    { name: "debtor", type: "string" },
    { name: "to", type: "string" },
  );
  const value = { amount: "12.50", time: AT, debtor: "a", to: "b" };
  const renamed = record(
    "Payment",
    { name: "at", type: MILLIS, aliases: ["when", "time"] },
    { name: "from", type: "string", aliases: ["debtor"] },
    { name: "to", type: "string", aliases: ["creditor"] },
    { name: "amount", type: "string" },
  );

  test("is found by its alias", () => {
    expect(readBy(renamed, writer, value)).toEqual(PAYMENT);
  });

  test("is not the one of that alias where there is one of its name", () => {
    const other = { name: "creditor", type: "string" };
    for (const fields of [
      [...writer.fields, other],
      [other, ...writer.fields],
    ]) {
      expect(readBy(renamed, record("Payment", ...fields), { ...value, creditor: "c" })).toEqual(PAYMENT);
    }
  });

  test("is missing under its old name: the reader's schema has the word", () => {
    const fields = { ...FIELDS, origin: { path: "/debtor" } };
    expect(refusal(readBy(renamed, writer, value, fields))).toMatch(/^missing-field: \/debtor: /);
  });
});

describe("a field that was not written", () => {
  const withCurrency = (type: unknown, value: unknown) =>
    record("Payment", ...paymentSchema().fields, { name: "id", type, default: value });
  const fields = { ...FIELDS, id: { path: "/id" } };
  const value = { at: AT, from: "a", to: "b", amount: "12.50" };

  test.each([
    ["string", "none", "none"],
    [["string", "null"], "none", "none"],
    ["long", 7, "7"],
    [{ type: "enum", name: "Id", symbols: ["a", "b"] }, "b", "b"],
  ])("of type %j has its default %j", (type, given, id) => {
    expect(readBy(withCurrency(type, given), paymentSchema(), value, fields)).toEqual({ ...PAYMENT, id });
  });

  test("may be none by its default", () => {
    expect(readBy(withCurrency(["null", "string"], null), paymentSchema(), value, fields)).toEqual(PAYMENT);
  });

  test("may be a decimal, or a time", () => {
    const reader = record(
      "Payment",
      { name: "from", type: "string" },
      { name: "to", type: "string" },
      { name: "at", type: MILLIS, default: AT },
      {
        name: "amount",
        type: { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 },
        default: "\u0004\u00e2",
      },
    );
    const writer = record("Payment", { name: "to", type: "string" }, { name: "from", type: "string" });
    expect(readBy(reader, writer, { from: "a", to: "b" })).toEqual(PAYMENT);
  });

  test("without a default is missing, as it is without a reader's schema", () => {
    const writer = record("Payment", ...paymentSchema().fields.slice(1));
    const read = readBy(paymentSchema(), writer, { from: "a", to: "b", amount: "12.50" });
    expect(refusal(read)).toMatch(/^missing-field: \/at: .*, in schema 1 \(Payment\)$/);
  });
});

test("records inside of records, unions and arrays are read by the reader's, defaults of whole records too", () => {
  const party = (...fields: FieldSchema[]) => record("Party", ...fields);
  const writer = record(
    "Payment",
    { name: "at", type: MILLIS },
    { name: "debtor", type: ["null", party({ name: "account", type: "string" })] },
    { name: "lines", type: { type: "array", items: record("Line", { name: "sum", type: "string" }) } },
  );
  const reader = record(
    "Payment",
    { name: "at", type: MILLIS },
    { name: "debtor", type: ["null", party({ name: "iban", type: "string", aliases: ["account"] })] },
    { name: "creditor", type: "Party", default: { iban: "b" } },
    {
      name: "items",
      aliases: ["lines"],
      type: { type: "array", items: record("Item", { name: "amount", type: "string", aliases: ["sum"] }) },
    },
  );
  const fields = {
    timestamp: { path: "/at" },
    origin: { path: "/debtor/iban" },
    target: { path: "/creditor/iban" },
    amount: { path: "/items/1/amount" },
  };
  const value = { at: AT, debtor: { Party: { account: "a" } }, lines: [{ sum: "1" }, { sum: "12.50" }] };
  const auto = { at: AT, debtor: value.debtor.Party, lines: value.lines };
  expect(readBy(reader, writer, auto, fields)).toEqual(PAYMENT);
});

test("a type that contains itself is read by one that does, too", () => {
  const link = (name: string, aliases: string[] = []) =>
    record("Link", { name, aliases, type: "string" }, { name: "next", type: ["null", "Link"], default: null });
  const fields = { ...FIELDS, origin: { path: "/chain/next/iban" } };
  const schema = (chain: unknown) => record("Payment", ...paymentSchema().fields, { name: "chain", type: chain });
  const value = {
    at: AT,
    from: "x",
    to: "b",
    amount: "12.50",
    chain: { account: "z", next: { account: "a", next: null } },
  };
  expect(readBy(schema(link("iban", ["account"])), schema(link("account")), value, fields)).toEqual(PAYMENT);
});

/** avsc resolves schemas, too; what it reads by the reader's is compared field by field. */
test("any order, lack and renaming of fields is read as Avro's own resolution has it", () => {
  const names = ["at", "from", "to", "amount", "id", "note"];
  const types: Record<string, unknown> = { at: MILLIS };
  const written = fc.record({
    order: fc.shuffledSubarray(names, { minLength: 1 }),
    renamed: fc.subarray(names),
    defaults: fc.subarray(names.slice(1)),
  });
  fc.assert(
    fc.property(written, ({ order, renamed, defaults }) => {
      const old = (name: string) => (renamed.includes(name) ? `old_${name}` : name);
      const writer = record("Payment", ...order.map((name) => ({ name: old(name), type: types[name] ?? "string" })));
      const reader = record(
        "Payment",
        ...names.map((name) => ({
          ...{ name, type: types[name] ?? "string", aliases: [`old_${name}`] },
          ...(defaults.includes(name) && { default: name === "amount" ? "7" : `no-${name}` }),
        })),
      );
      const whole: Record<string, unknown> = { at: AT, from: "a", to: "b", amount: "12.50", id: "i", note: "n" };
      const value = Object.fromEntries(order.map((name) => [old(name), whole[name]]));
      const read = readBy(reader, writer, value, { ...FIELDS, id: { path: "/id" } });
      const body = Type.forSchema(writer as Schema).toBuffer(value);
      const isWhole = names.every((name) => name === "note" || order.includes(name) || defaults.includes(name));
      if (!isWhole) return expect(refusal(read)).toMatch(/^(missing-field|none)/);
      const noted = {
        ...reader,
        fields: reader.fields.map((field) => ({ ...field, ...(field.name === "note" && { default: "" }) })),
      };
      const readerType = Type.forSchema(noted as Schema);
      const resolver = readerType.createResolver(Type.forSchema(writer as Schema));
      const own = readerType.fromBuffer(body, resolver) as Record<string, string>;
      expect(read).toEqual({
        ...{ timestampMs: Number(own.at), origin: own.from, target: own.to },
        ...{ amountCents: Math.round(Number(own.amount) * 100), id: own.id },
      });
    }),
    { numRuns: 300 },
  );
});

describe("--reader-schema", () => {
  const folder = mkdtempSync(join(tmpdir(), "schema-"));
  const file = (content: string) => {
    const path = join(folder, "payment.avsc");
    writeFileSync(path, content);
    return path;
  };
  const options = { format: "avro", csvDelimiter: ",", field: undefined } as const;
  const formatBy = (readerSchema: string, format: "avro" | "json" = "avro") =>
    topicFormat({ ...options, format, readerSchema } as never, { registry: { url: "http://registry" } });

  test("travels with the description of the input", () => {
    const schema = JSON.stringify(
      record("P", ...["timestamp", "origin", "target", "amount"].map((name) => ({ name, type: "string" }))),
    );
    expect(formatBy(file(schema))).toMatchObject({ format: "avro", readerSchema: schema });
  });

  test.each([
    ["{", /^--reader-schema: found no Avro schema in ".*payment.avsc": /],
    [
      '{"type":"record","name":"P","fields":[{"name":"a","type":"int","default":"x"}]}',
      /found no Avro schema .*default/,
    ],
    [
      JSON.stringify(record("P", ...["timestamp", "origin", "amount"].map((name) => ({ name, type: "string" })))),
      /^--reader-schema: found no field at \/target in ".*payment.avsc", expected all of the mapping$/,
    ],
  ])("that is wrong is refused: %s", (content, sentence) => {
    expect(() => formatBy(file(content))).toThrow(sentence);
  });

  test("is refused where nothing is Avro, and where it is not there", () => {
    expect(() => formatBy(file("{}"), "json")).toThrow("--reader-schema: only with --format avro");
    expect(() => formatBy(join(folder, "none"))).toThrow(/^--reader-schema: cannot read ".*none": ENOENT/);
  });
});
