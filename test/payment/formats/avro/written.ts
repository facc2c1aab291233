import { type Schema, Type } from "avsc";
import { createAvroReader, type SchemaOf } from "../../../../payment/formats/avro/avroReader";
import type { Fields } from "../../../../payment/formats/inputFormat";
import { Malformed, type Transaction } from "../../../../payment/transaction";

/** A record of a schema in Confluent's wire format. */
export function wire(id: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  return Buffer.concat([header, body]);
}

export const FIELDS: Fields = {
  timestamp: { path: "/at" },
  origin: { path: "/from" },
  target: { path: "/to" },
  amount: { path: "/amount" },
};

/** A registry that has these schemas, by their ids from 1 on. */
export function registryOf(...schemas: unknown[]): SchemaOf {
  return (id) =>
    schemas[id - 1] === undefined ? undefined : { type: "AVRO", text: JSON.stringify(schemas[id - 1]), references: [] };
}

/** Reads a value that avsc has written by a schema. */
export function readWritten(schema: unknown, value: unknown, fields = FIELDS): Transaction | Malformed {
  return readBody(schema, Type.forSchema(schema as Schema).toBuffer(value), fields);
}

/** Reads a body as one of a schema. */
export function readBody(schema: unknown, body: Uint8Array, fields = FIELDS): Transaction | Malformed {
  return readerOf(fields, schema).read(wire(1, body), Number.POSITIVE_INFINITY);
}

export function readerOf(fields: Fields, ...schemas: unknown[]) {
  const format = { format: "avro", fields, registry: { url: "http://registry" } } as const;
  return createAvroReader(format, registryOf(...schemas));
}

/** `reason: detail` of what is no payment. */
export function refusal(read: Transaction | Malformed): string {
  return read instanceof Malformed ? `${read.reason}: ${read.detail}` : `none: ${JSON.stringify(read)}`;
}

const MILLIS = { type: "long", logicalType: "timestamp-millis" };

/** A schema of payments, some of whose types are others. */
export function paymentSchema({
  at = MILLIS as unknown,
  from = "string" as unknown,
  to = "string" as unknown,
  amount = "string" as unknown,
} = {}) {
  const fields = Object.entries({ at, from, to, amount }).map(([name, type]) => ({ name, type }));
  return { type: "record", name: "Payment", namespace: "bank", fields };
}

/** Avro's form of a number. */
export function long(value: bigint | number): Buffer {
  let zigzag = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
  const bytes: number[] = [];
  for (; zigzag >= 0x80n; zigzag >>= 7n) bytes.push(Number(zigzag & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(zigzag)]);
}
