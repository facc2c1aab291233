import { type Schema, Type } from "avsc";
import { createAvroReader } from "../../../../payment/formats/avro/avroReader";
import type { Fields } from "../../../../payment/formats/inputFormat";
import { FIELDS, long, paymentSchema, readBody, readerOf, readWritten, refusal, wire } from "./written";

const AT = Date.UTC(2026, 0, 5, 1, 2, 3, 4);
const VALUE = { at: AT, from: "a", to: "b", amount: "12.50" };
const PAYMENT = { timestampMs: AT, origin: "a", target: "b", amountCents: 1_250 };

const logical = (type: string, logicalType: string, more = {}) => ({ type, logicalType, ...more });
/** The bytes of a whole number, as short as can be or of a length. */
function unscaled(value: bigint, length = 12): Buffer {
  const hex = BigInt.asUintN(length * 8, value)
    .toString(16)
    .padStart(length * 2, "0");
  return Buffer.from(hex, "hex");
}

describe("a time", () => {
  test.each([
    ["timestamp-millis", AT],
    ["timestamp-micros", AT * 1_000 + 999],
  ])("that is %s is what the schema says", (name, at) => {
    expect(readWritten(paymentSchema({ at: logical("long", name) }), { ...VALUE, at })).toEqual(PAYMENT);
  });

  test("in nanoseconds is beyond what a float holds, and is exact", () => {
    const schema = paymentSchema({ at: logical("long", "timestamp-nanos") });
    const rest = Buffer.from("\x02a\x02b\x0a12.50", "latin1");
    expect(readBody(schema, Buffer.concat([long(BigInt(AT) * 1_000_000n + 999_999n), rest]))).toEqual(PAYMENT);
  });

  test("may be a text, or a number whose unit the mapping says", () => {
    const text = { ...VALUE, at: "2026-01-05T02:02:03.004+01:00" };
    expect(readWritten(paymentSchema({ at: "string" }), text)).toEqual(PAYMENT);
    const fields: Fields = { ...FIELDS, timestamp: { path: "/at", as: "epoch-us" } };
    expect(readWritten(paymentSchema({ at: "long" }), { ...VALUE, at: AT * 1_000 }, fields)).toEqual(PAYMENT);
  });

  test.each([
    [
      logical("long", "local-timestamp-millis"),
      "found a local-timestamp-millis, which is no moment without a time zone",
    ],
    [logical("int", "date"), "found an int that is a date"],
    ["double", "found a double"],
  ])("that is no moment is refused: %j", (at, sentence) => {
    const type = paymentSchema({ at });
    expect(refusal(readWritten(type, { ...VALUE, at: 5 }))).toContain(`wrong-type: /at: ${sentence}`);
  });

  test("before 1970 is refused", () => {
    expect(refusal(readWritten(paymentSchema(), { ...VALUE, at: -1 }))).toMatch(/^bad-timestamp: \/at: found "-1"/);
  });
});

describe("an amount", () => {
  const decimal = (scale: number) => paymentSchema({ amount: logical("bytes", "decimal", { precision: 30, scale }) });

  test.each([
    [0, 12n, 1_200],
    [1, 125n, 1_250],
    [2, 1_250n, 1_250],
    [2, 1n, 1],
    [4, 125_000n, 1_250],
    [2, 100_000_000_000_000n, 100_000_000_000_000],
    [20, 12_50n * 10n ** 18n, 1_250],
  ])("of scale %d, %d unscaled, is %d cents", (scale, value, amountCents) => {
    for (const length of [9, 12, 20]) {
      const read = readWritten(decimal(scale), { ...VALUE, amount: unscaled(value, length) });
      expect(read).toEqual({ ...PAYMENT, amountCents });
    }
  });

  test.each([
    [0, 700n, "JPY", 427, "700"],
    [2, 1_234n, "KWD", 3_702, "12.340"],
    [3, 12_345n, "KWD", 3_704, "12.345"],
    [4, 1_234_500n, "USD", 11_357, "123.45"],
  ])("of scale %d, %d unscaled, in %s has the digits of its currency", (scale, value, ccy, amountCents, paid) => {
    const always = (rate: string) => [{ fromMs: 0, rate }];
    const rates = { base: "EUR", rates: { JPY: always("0.0061"), KWD: always("3"), USD: always("0.92") } };
    const { fields, ...named } = decimal(scale);
    const schema = { ...named, fields: [...fields, { name: "ccy", type: "string" }] };
    for (const length of [6, 12]) {
      const written = { ...VALUE, amount: unscaled(value, length), ccy };
      const read = readWritten(schema, written, { ...FIELDS, currency: { path: "/ccy", rates } });
      expect(read).toEqual({ ...PAYMENT, amountCents, paid: `${paid} ${ccy}` });
    }
  });

  test.each([
    [3, 12_345n, 'bad-amount: /amount: found "12.345"'],
    [2, -1_250n, 'bad-amount: /amount: found "-12.5"'],
    [2, 0n, 'bad-amount: /amount: found "0"'],
    [2, 100_000_000_000_001n, 'bad-amount: /amount: found "1000000000000.01"'],
  ])("of scale %d, %d unscaled, is refused", (scale, value, sentence) => {
    for (const length of [9, 12]) {
      expect(refusal(readWritten(decimal(scale), { ...VALUE, amount: unscaled(value, length) }))).toContain(sentence);
    }
  });

  test("may be a fixed, and in bytes of no length it is zero", () => {
    const amount = { type: "fixed", name: "Amount", size: 5, logicalType: "decimal", precision: 10, scale: 2 };
    expect(readWritten(paymentSchema({ amount }), { ...VALUE, amount: unscaled(1_250n, 5) })).toEqual(PAYMENT);
    expect(refusal(readWritten(decimal(2), { ...VALUE, amount: Buffer.alloc(0) }))).toContain(
      'bad-amount: /amount: found "0"',
    );
  });

  test("in a thousand bytes is refused for its length, not worked out", () => {
    const read = readWritten(decimal(2), { ...VALUE, amount: Buffer.alloc(1_000, 1) });
    expect(refusal(read)).toContain("wrong-type: /amount: found a decimal of 1000 bytes");
  });

  test("may be whole, or cents", () => {
    expect(readWritten(paymentSchema({ amount: "int" }), { ...VALUE, amount: 7 })).toMatchObject({ amountCents: 700 });
    const fields: Fields = { ...FIELDS, amount: { path: "/amount", as: "cents" } };
    expect(readWritten(paymentSchema({ amount: "long" }), { ...VALUE, amount: 1_250 }, fields)).toEqual(PAYMENT);
  });

  test("of a long beyond 2^53 is told exactly", () => {
    const head = Buffer.concat([long(AT), Buffer.from("\x02a\x02b", "latin1")]);
    const read = readBody(paymentSchema({ amount: "long" }), Buffer.concat([head, long(2n ** 53n + 1n)]));
    expect(refusal(read)).toContain('bad-amount: /amount: found "9007199254740993"');
  });

  test.each(["float", "double"])("is never read from a %s", (amount) => {
    expect(refusal(readWritten(paymentSchema({ amount }), { ...VALUE, amount: 12.5 }))).toContain(
      `wrong-type: /amount: found a ${amount}, which holds most amounts only nearly, expected`,
    );
  });

  test("is not guessed from bytes", () => {
    const read = readWritten(paymentSchema({ amount: "bytes" }), { ...VALUE, amount: Buffer.from("12.5") });
    expect(refusal(read)).toContain("wrong-type: /amount: found bytes");
  });
});

describe("an account", () => {
  test("may be a text, a whole number or a symbol", () => {
    const from = { type: "enum", name: "Bank", symbols: ["A", "B"] };
    const read = readWritten(paymentSchema({ from, to: "long" }), { ...VALUE, from: "B", to: -17 });
    expect(read).toEqual({ ...PAYMENT, origin: "B", target: "-17" });
  });

  test("that is not UTF-8 is refused", () => {
    const body = Buffer.concat([long(AT), Buffer.from("\x02\xff\x02b\x0a12.50", "latin1")]);
    expect(refusal(readBody(paymentSchema(), body))).toContain("invalid-utf8: /from:");
  });
});

describe("a place", () => {
  const account = { type: "record", name: "Account", fields: [{ name: "iban", type: ["null", "string"] }] };
  const schema = {
    type: "record",
    name: "Transfer",
    namespace: "bank",
    fields: [
      { name: "note", type: ["null", "string"] },
      { name: "debtor", type: ["null", account] },
      { name: "tags", type: { type: "map", values: "bytes" } },
      { name: "creditors", type: { type: "array", items: "bank.Account" } },
      { name: "a/b~c", type: { type: "map", values: "string" } },
      { name: "at", type: logical("long", "timestamp-millis") },
    ],
  };
  const fields: Fields = {
    timestamp: { path: "/at" },
    origin: { path: "/debtor/iban" },
    target: { path: "/creditors/1/iban" },
    amount: { path: "/a~1b~0c/eur" },
  };
  const value = {
    note: "x",
    debtor: { iban: "a" },
    tags: { t: Buffer.from("t") },
    creditors: [{ iban: "z" }, { iban: "b" }, { iban: null }],
    "a/b~c": { usd: "13", eur: "12.50" },
    at: AT,
  };
  const avsc = (changes: object) => readLoose({ ...value, ...changes });

  /** avsc takes no such field name; the bytes are those of another name. */
  function readLoose({ "a/b~c": amounts, ...others }: Record<string, unknown>) {
    const named = JSON.parse(JSON.stringify(schema).replace("a/b~c", "amounts"));
    return readBody(schema, Type.forSchema(named).toBuffer({ ...others, amounts }), fields);
  }

  test("is found through records, unions, arrays, maps and escaped names", () => {
    expect(avsc({})).toEqual(PAYMENT);
  });

  test.each([
    [{ debtor: null }, "missing-field: /debtor/iban: found null"],
    [{ debtor: { iban: null } }, "missing-field: /debtor/iban: found null"],
    [{ creditors: [{ iban: "z" }] }, "missing-field: /creditors/1/iban: found nothing"],
    [{ "a/b~c": {} }, "missing-field: /a~1b~0c/eur: found nothing"],
  ])("that is not there is a dead letter that names it: %j", (changes, sentence) => {
    expect(refusal(avsc(changes))).toContain(sentence);
  });

  test("that the schema lacks is a dead letter that names both", () => {
    const read = readWritten(paymentSchema(), VALUE, { ...FIELDS, origin: { path: "/debtor/iban" } });
    expect(refusal(read)).toMatch(/^missing-field: \/debtor\/iban: found nothing, .* in schema 1 \(bank\.Payment\)$/);
  });

  test("may be the same for two fields, which is told", () => {
    const read = readWritten(paymentSchema(), VALUE, { ...FIELDS, target: { path: "/from" } });
    expect(refusal(read)).toContain("same-accounts");
  });

  test("with a key that comes twice is no guess", () => {
    const map = paymentSchema({ amount: { type: "map", values: "string" } });
    const twice = Buffer.concat([
      long(AT),
      Buffer.from("\x02a\x02b", "latin1"),
      long(2),
      Buffer.from("\x02x\x021\x02x\x022\x00", "latin1"),
    ]);
    const read = readBody(map, twice, { ...FIELDS, amount: { path: "/amount/x" } });
    expect(refusal(read)).toContain('bad-avro: schema 1 (bank.Payment): found the key "x" twice');
  });
});

test("records of many schemas are read each by its own: fields in another order, more and fewer of them", () => {
  const { fields, ...rest } = paymentSchema();
  const turned = { ...rest, fields: [...fields].reverse() };
  const more = { ...rest, fields: [{ name: "since", type: ["null", "long"], default: null }, ...fields] };
  const reader = readerOf(FIELDS, paymentSchema(), turned, more);
  for (const [index, schema] of [paymentSchema(), turned, more].entries()) {
    const body = Type.forSchema(schema as Schema).toBuffer({ since: 5, ...VALUE });
    expect(reader.read(wire(index + 1, body), Number.POSITIVE_INFINITY)).toEqual(PAYMENT);
  }
});

describe("a schema", () => {
  const format = { format: "avro", fields: FIELDS, registry: { url: "http://registry" } } as const;

  test("is asked for once", () => {
    let asked = 0;
    const schema = { type: "AVRO", text: JSON.stringify(paymentSchema()), references: [] };
    const reader = createAvroReader(format, () => {
      asked++;
      return schema;
    });
    for (let times = 0; times < 3; times++) reader.read(wire(1, Buffer.alloc(0)), 0);
    expect(asked).toBe(1);
  });

  test("may name another that it refers to", () => {
    const account = { type: "record", name: "bank.Account", fields: [{ name: "iban", type: "string" }] };
    const text = JSON.stringify(paymentSchema({ from: "Account", to: "bank.Account" }));
    const reader = createAvroReader(
      { ...format, fields: { ...FIELDS, origin: { path: "/from/iban" }, target: { path: "/to/iban" } } },
      () => ({ type: "AVRO", text, references: [JSON.stringify(account)] }),
    );
    const body = Buffer.concat([long(AT), Buffer.from("\x02a\x02b\x0a12.50", "latin1")]);
    expect(reader.read(wire(1, body), Number.POSITIVE_INFINITY)).toEqual(PAYMENT);
  });

  test.each([
    ["of another kind", "PROTOBUF", "message P {}", "found schema 1, of PROTOBUF, expected one of AVRO"],
    ["no JSON", "AVRO", "{", "found schema 1, which cannot be read"],
    ["of an unknown name", "AVRO", '"bank.P"', 'which cannot be read: it has no type "bank.P"'],
    ["absurdly deep", "AVRO", `${'{"type":"array","items":'.repeat(500)}"int"${"}".repeat(500)}`, "nested more than"],
  ])("that is %s makes dead letters", (_, type, text, sentence) => {
    const reader = createAvroReader(format, () => ({ type, text, references: [] }));
    expect(refusal(reader.read(wire(1, Buffer.alloc(0)), 0))).toContain(sentence);
  });

  test("that was waited for in vain is asked for again a minute later, not by every record", () => {
    let nowMs = 0;
    let asked = 0;
    const reader = createAvroReader(
      format,
      () => void asked++,
      () => nowMs,
    );
    const read = () => refusal(reader.read(wire(7, Buffer.alloc(0)), 0));
    for (let times = 0; times < 3; times++)
      expect(read()).toBe("unknown-schema: found schema 7, which the registry does not know");
    expect(asked).toBe(1);
    nowMs = 60_000;
    read();
    expect(asked).toBe(2);
  });
});
