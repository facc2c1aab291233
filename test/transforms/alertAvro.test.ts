import { describe, expect, test } from "@jest/globals";
import { type Schema, Type } from "avsc";
import fc from "fast-check";
import {
  ALERT_AVRO_SCHEMA,
  alertSchemaIdOf,
  createAvroAlertReader,
  createAvroAlertWriter,
} from "../../transforms/alertAvro";
import { alertItems, alertSchema } from "../../transforms/alertSchema";
import { alertOf, revised } from "../viewer/alerts";

const registered = (schema: object) => ({ type: "AVRO", text: JSON.stringify(schema), references: [] });
const write = createAvroAlertWriter(7);
const read = createAvroAlertReader(7, registered(ALERT_AVRO_SCHEMA));

const full = {
  ...revised(alertOf(), { revision: 3 }),
  rule: { id: "fan-in", version: 2, title: "Many payers", severity: "high", mode: "live" },
  subject: { accounts: ["a", "b"] },
  measures: { total: "10500", payers: "7" },
  facts: [{ what: "total", value: "10500", sign: ">", limit: "limit", limitValue: "10000", holds: true }],
  pairs: [{ origin: "a", target: "b" }],
  pairCount: 1,
  morePairs: true,
  withdrawn: true,
  supersedes: ["x", "y"],
} as const;

describe("an alert in Avro", () => {
  test("comes back as the JSON has it, with whatever it has and lacks", () => {
    for (const alert of [alertOf(), full, { ...full, subject: { account: "a" } }, { ...full, origin: undefined }]) {
      const value = write(alert as never);
      expect(alertSchemaIdOf(value)).toBe(7);
      expect(read(value)).toEqual(JSON.parse(JSON.stringify(alert)));
    }
  });

  test("has all fields of the JSON, of its lists too, under their names", () => {
    const namesOf = ({ fields }: { fields: { name: string }[] }) => fields.map(({ name }) => name).sort();
    const itemsOf = (name: string) => {
      const { type } = ALERT_AVRO_SCHEMA.fields.find((field) => (field as { name: string }).name === name) as never;
      const list = (Array.isArray(type) ? type[1] : type) as { items: { fields: { name: string }[] } };
      return namesOf(list.items);
    };
    expect(namesOf(ALERT_AVRO_SCHEMA as never)).toEqual(Object.keys(alertSchema.shape).sort());
    for (const name of ["transactions", "pairs", "facts"] as const) {
      expect(itemsOf(name)).toEqual(Object.keys(alertItems[name].shape).sort());
    }
  });

  test("is no JSON, and a JSON is no Avro", () => {
    expect(alertSchemaIdOf(Buffer.from(JSON.stringify(alertOf())))).toBeUndefined();
  });

  test("of a schema with other fields is read: what is new is left out, what is missing is missing", () => {
    const fields = ALERT_AVRO_SCHEMA.fields as { name: string }[];
    const other = {
      ...ALERT_AVRO_SCHEMA,
      fields: [{ name: "score", type: "double" }, ...fields.filter(({ name }) => name !== "supersedes").reverse()],
    };
    const value = Buffer.concat([Buffer.from([0, 0, 0, 0, 9]), Type.forSchema(other as Schema).toBuffer(raw())]);
    const { supersedes: _, ...rest } = full;
    expect(createAvroAlertReader(9, registered(other))(value)).toEqual(rest);
  });

  test("of another schema, cut, or with more behind it is none", () => {
    const another = createAvroAlertReader(8, registered({ type: "record", name: "Order", fields: [] }));
    expect(() => another(write(alertOf()))).toThrow(/^found schema 8, expected one of alerts: /);
    expect(() => createAvroAlertReader(8, { ...registered({}), text: "{" })(write(alertOf()))).toThrow(/schema 8/);
    expect(() => read(Buffer.concat([write(alertOf()), Buffer.from("x")]))).toThrow("found 1 bytes behind the alert");
    const whole = write(full as never);
    for (let bytes = 5; bytes < whole.length; bytes++) expect(() => read(whole.subarray(0, bytes))).toThrow();
  });

  test("whose list says that it is longer than the record is none", () => {
    const whole = write({ ...alertOf(), supersedes: ["x"] } as never);
    // At its end: the union's branch, one item of one byte, the list's end.
    const lying = Buffer.concat([
      whole.subarray(0, -4),
      Buffer.from([0x80, 0x80, 0x80, 0x40, 0x02]),
      Buffer.from("x\0"),
    ]);
    expect(whole.subarray(-5)).toEqual(Buffer.from([2, 2, 2, 0x78, 0]));
    expect(() => read(lying)).toThrow(/^found a block of \d+ items at byte \d+, with \d+ bytes left$/);
  });

  test("whatever its bytes are, it is an alert or an error, at once", () => {
    const whole = write(full as never);
    fc.assert(
      fc.property(fc.nat(whole.length - 6), fc.uint8Array({ minLength: 1, maxLength: 9 }), (at, bytes) => {
        const broken = Buffer.from(whole);
        broken.set(bytes.subarray(0, whole.length - 5 - at), 5 + at);
        try {
          read(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 2_000 },
    );
    // A list of 2^62 payments in eleven bytes.
    const lie = Buffer.from([0, 0, 0, 0, 7, ...Array(9).fill(0xfe), 0x7f]);
    expect(() => read(lie)).toThrow();
  });
});

/** As avsc takes it. */
function raw() {
  const times = ["windowStart", "windowEnd", "firstTransaction", "lastTransaction"] as const;
  return {
    ...full,
    score: 0.9,
    ...Object.fromEntries(times.map((name) => [name, Date.parse(full[name])])),
    transactions: full.transactions.map((payment) => ({ ...payment, timestamp: Date.parse(payment.timestamp) })),
  };
}
