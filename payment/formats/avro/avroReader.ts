import { schemaNow } from "../../../registry/askNow";
import type { RegisteredSchema } from "../../../registry/schemaById";
import { Malformed } from "../../malformed";
import type { Transaction } from "../../transaction";
import { bytesOf } from "../../utf8";
import { paymentMaker } from "../fieldValues";
import { nothingFound } from "../found";
import type { AvroFormat } from "../inputFormat";
import type { PaymentReader } from "../paymentReader";
import { Cursor } from "./cursor";
import { readerSchema } from "./readerSchema";
import { type ReadPlan, readPlan } from "./readPlan";
import { Unreadable } from "./unreadable";
import { wantedOf } from "./wanted";

const MAGIC = 0;
/** The magic byte and the schema's id. */
const HEADER_BYTES = 5;

/** The id of the schema that a record says it was written by; undefined where it is of another form. */
export function schemaIdOf(bytes: Buffer): number | undefined {
  return bytes.length >= HEADER_BYTES && bytes[0] === MAGIC ? bytes.readUInt32BE(1) : undefined;
}

/** How long records of a schema that was waited for in vain are refused before it is waited for again. */
const IN_VAIN_MS = 60_000;

/** The schema of an id, waited for; undefined where the registry goes on to know none. */
export type SchemaOf = (id: number) => RegisteredSchema | undefined;

const readers = new Map<string, PaymentReader>();

/** The reader of this process for a format: what it knows of schemas outlives bundles. */
export function avroReaderOf(format: AvroFormat): PaymentReader {
  const key = JSON.stringify(format);
  const reader = readers.get(key) ?? createAvroReader(format, (id) => waitForSchema(format, id));
  readers.set(key, reader);
  return reader;
}

/** By registry and id; formats come and go with the rates that amounts are converted by. */
const schemas = new Map<string, RegisteredSchema>();

function waitForSchema({ registry, unknownSchemaMs: unknownMs }: AvroFormat, id: number): RegisteredSchema | undefined {
  const key = `${registry.url} ${id}`;
  const schema = schemas.get(key) ?? schemaNow(registry, id, { unknownMs, warn: (line) => console.warn(line) });
  if (schema !== undefined) schemas.set(key, schema);
  return schema;
}

/** Reads records in Confluent's wire format: a zero, the schema's id in four bytes, then Avro's binary form. */
export function createAvroReader(format: AvroFormat, schemaOf: SchemaOf, now = Date.now): PaymentReader {
  const wanted = wantedOf(format.fields);
  const reader = format.readerSchema === undefined ? undefined : readerSchema(format.readerSchema);
  const makePayment = paymentMaker(format.fields);
  const plans = new Map<number, ReadPlan | Malformed>();
  const refusedUntilMs = new Map<number, number>();
  const cursor = new Cursor();
  const found = nothingFound();
  const all = Object.values(found);

  function planOf(id: number): ReadPlan | Malformed {
    const known = plans.get(id);
    if (known !== undefined) return known;
    const schema = (refusedUntilMs.get(id) ?? 0) > now() ? undefined : schemaOf(id);
    if (schema === undefined) {
      if ((refusedUntilMs.get(id) ?? 0) <= now()) refusedUntilMs.set(id, now() + IN_VAIN_MS);
      return new Malformed("unknown-schema", `found schema ${id}, which the registry does not know`);
    }
    const plan = readPlan(id, schema, wanted, reader);
    plans.set(id, plan);
    return plan;
  }

  function fill(bytes: Buffer, { find, schema }: ReadPlan): Malformed | undefined {
    for (const one of all) one.kind = "missing";
    cursor.start(bytes, HEADER_BYTES);
    try {
      find(cursor, found);
      if (cursor.left === 0) return undefined;
      return new Malformed("bad-avro", `${schema}: found ${cursor.left} bytes behind the record, expected none`);
    } catch (error) {
      if (error instanceof Unreadable) return new Malformed("bad-avro", `${schema}: ${error.detail}`);
      throw error;
    }
  }

  return {
    read(value, latestMs): Transaction | Malformed {
      const bytes = bytesOf(value);
      if (bytes.length < HEADER_BYTES) {
        return new Malformed("bad-avro", `found ${bytes.length} bytes, expected a zero, a schema's id and a record`);
      }
      if (bytes[0] !== MAGIC) return new Malformed("bad-avro", `found ${bytes[0]} for the first byte, expected 0`);
      const plan = planOf(bytes.readUInt32BE(1));
      if (plan instanceof Malformed) return plan;
      const unread = fill(bytes, plan);
      if (unread !== undefined) return unread;
      // Texts are read one by one: none is a slice of a longer one.
      const payment = makePayment(found, latestMs, 0);
      return payment instanceof Malformed ? inSchema(payment, plan) : payment;
    },
  };
}

/** A field may be missing because the schema has none. */
function inSchema({ reason, detail }: Malformed, { schema }: ReadPlan): Malformed {
  return new Malformed(reason, `${detail}, in ${schema}`);
}
