import { type Schema, Type } from "avsc";
import { Cursor } from "../payment/formats/avro/cursor";
import { readSchema } from "../payment/formats/avro/schema";
import { type Skip, skipper } from "../payment/formats/avro/skip";
import { Unreadable } from "../payment/formats/avro/unreadable";
import type { RegistryAddress } from "../registry/address";
import { schemaIdNow } from "../registry/askNow";
import type { RegisteredSchema } from "../registry/schemaById";
import type { Alert } from "./alert";

const TIME = { type: "long", logicalType: "timestamp-millis" };
const optional = (type: unknown) => ({ type: ["null", type], default: null });
const listOf = (items: unknown) => ({ type: "array", items });
const record = (name: string, fields: object[]) => ({ type: "record", name, fields });
const texts = (...names: string[]) => names.map((name) => ({ name, type: "string" }));

/**
 * Alerts in Avro: the fields of the JSON under the same names, what may be missing a union with null. Times are
 * `timestamp-millis`; amounts stay decimals as text, exact at any size. What is added later gets a default: readers of older
 * versions go on.
 */
export const ALERT_AVRO_SCHEMA = {
  ...record("Alert", [
    { name: "id", type: "string" },
    { name: "revision", type: "long" },
    { name: "timing", type: "string" },
    { name: "final", type: "boolean" },
    {
      name: "rule",
      ...optional(
        record("Rule", [...texts("id"), { name: "version", type: "long" }, ...texts("title", "severity", "mode")]),
      ),
    },
    { name: "grouping", type: "string" },
    {
      name: "subject",
      ...optional(
        record("Subject", [
          { name: "account", ...optional("string") },
          { name: "origin", ...optional("string") },
          { name: "target", ...optional("string") },
          { name: "accounts", ...optional(listOf("string")) },
        ]),
      ),
    },
    { name: "origin", ...optional("string") },
    { name: "target", ...optional("string") },
    { name: "windowStart", type: TIME },
    { name: "windowEnd", type: TIME },
    { name: "firstTransaction", type: TIME },
    { name: "lastTransaction", type: TIME },
    { name: "totalAmount", type: "string" },
    { name: "currency", ...optional("string") },
    { name: "count", type: "long" },
    { name: "threshold", ...optional("string") },
    { name: "measures", ...optional({ type: "map", values: "string" }) },
    {
      name: "facts",
      ...optional(
        listOf(
          record("Fact", [
            ...texts("what", "value", "sign", "limit", "limitValue"),
            { name: "holds", type: "boolean" },
          ]),
        ),
      ),
    },
    {
      name: "transactions",
      type: listOf(
        record("Transaction", [
          { name: "timestamp", type: TIME },
          ...texts("origin", "target", "amount"),
          { name: "id", ...optional("string") },
          { name: "originalAmount", ...optional("string") },
          { name: "currency", ...optional("string") },
        ]),
      ),
    },
    { name: "truncated", type: "boolean" },
    { name: "pairs", ...optional(listOf(record("Pair", texts("origin", "target")))) },
    { name: "pairCount", ...optional("long") },
    { name: "morePairs", ...optional("boolean") },
    { name: "reason", type: "string" },
    { name: "withdrawn", ...optional("boolean") },
    { name: "supersedes", ...optional(listOf("string")) },
  ]),
  namespace: "fraud",
};

/** The magic byte and the schema's id of Confluent's wire format. */
const MAGIC = 0;
const HEADER_BYTES = 5;

type AvroAlert = Record<string, unknown>;

const alertType = Type.forSchema(ALERT_AVRO_SCHEMA as Schema);
const WINDOW_TIMES = ["windowStart", "windowEnd", "firstTransaction", "lastTransaction"] as const;

/** Writes alerts in Confluent's wire format, by the schema that a registry knows under this id. */
export function createAvroAlertWriter(schemaId: number): (alert: Alert) => Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(schemaId, 1);
  return (alert) => {
    const found: AvroAlert = { ...alert };
    for (const name of WINDOW_TIMES) found[name] = Date.parse(alert[name]);
    found.transactions = alert.transactions.map((payment) => ({
      ...payment,
      timestamp: Date.parse(payment.timestamp),
    }));
    return Buffer.concat([header, alertType.toBuffer(found)]);
  };
}

/** By the object of the settings, which a step keeps, so that an alert costs no look at what is in it. */
const writers = new WeakMap<RegistryAddress, Map<string, (alert: Alert) => Buffer>>();

/** The writer of this process for a subject of a registry, which is waited for the first time. */
export function avroAlertWriterOf(registry: RegistryAddress, subject: string): (alert: Alert) => Buffer {
  const ofRegistry = writers.get(registry) ?? new Map<string, (alert: Alert) => Buffer>();
  writers.set(registry, ofRegistry);
  const known = ofRegistry.get(subject);
  if (known !== undefined) return known;
  const schema = { subject, schema: ALERT_AVRO_SCHEMA };
  const writer = createAvroAlertWriter(schemaIdNow(registry, schema, (line) => console.warn(line)));
  ofRegistry.set(subject, writer);
  return writer;
}

/** The id of the schema that an alert was written by; undefined where it is not Avro. */
export function alertSchemaIdOf(value: Buffer): number | undefined {
  return value.length >= HEADER_BYTES && value[0] === MAGIC ? value.readUInt32BE(1) : undefined;
}

/**
 * Reads alerts that were written by a schema, that of this version or of another; gives them as the JSON has them. What it gives
 * throws an `Error` for what is no alert.
 */
export function createAvroAlertReader(id: number, { text, references }: RegisteredSchema): (value: Buffer) => unknown {
  let skip: Skip;
  let resolver: ReturnType<Type["createResolver"]>;
  try {
    skip = skipper()(readSchema(text, references));
    resolver = alertType.createResolver(Type.forSchema(JSON.parse(text)));
  } catch (error) {
    const { message } = error as Error;
    return () => {
      throw new Error(`found schema ${id}, expected one of alerts: ${message.slice(0, 200)}`);
    };
  }
  const cursor = new Cursor();
  return (value) => {
    // avsc trusts what a block says of its length: who lies about it is found out before.
    cursor.start(value, HEADER_BYTES);
    try {
      skip(cursor);
    } catch (error) {
      throw error instanceof Unreadable ? new Error(error.detail) : error;
    }
    if (cursor.left > 0) throw new Error(`found ${cursor.left} bytes behind the alert, expected none`);
    const alert = withoutNulls(alertType.fromBuffer(value.subarray(HEADER_BYTES), resolver)) as AvroAlert;
    for (const name of WINDOW_TIMES) alert[name] = asTime(alert[name]);
    for (const payment of alert.transactions as AvroAlert[]) payment.timestamp = asTime(payment.timestamp);
    return alert;
  };
}

function asTime(ms: unknown): string {
  return new Date(ms as number).toISOString();
}

/** JSON leaves out what is missing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(entries.map(([name, one]) => [name, withoutNulls(one)]));
}
