import { type Schema, Type } from "avsc";
import type { Transaction } from "../../transaction";

/** What the generator writes payments by; its fields have the names that payments are looked for under by default. */
export const PAYMENT_SCHEMA = {
  type: "record",
  name: "Payment",
  namespace: "fraud",
  fields: [
    { name: "timestamp", type: { type: "long", logicalType: "timestamp-millis" } },
    { name: "origin", type: "string" },
    { name: "target", type: "string" },
    { name: "amount", type: { type: "bytes", logicalType: "decimal", precision: 15, scale: 2 } },
    { name: "id", type: ["null", "string"], default: null },
  ],
};

/** 10^12 has fewer. */
const AMOUNT_BYTES = 6;

/** Writes payments in Confluent's wire format, by `PAYMENT_SCHEMA`, which a registry knows by this id. */
export function createAvroWriter(schemaId: number): (payment: Transaction) => Buffer {
  const type = Type.forSchema(PAYMENT_SCHEMA as Schema);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(schemaId, 1);
  return ({ timestampMs, origin, target, amountCents, id = null }) => {
    const amount = Buffer.alloc(AMOUNT_BYTES);
    amount.writeIntBE(amountCents, 0, AMOUNT_BYTES);
    return Buffer.concat([header, type.toBuffer({ timestamp: timestampMs, origin, target, amount, id })]);
  };
}
