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
    { name: "currency", type: ["null", "string"], default: null },
  ],
};

/** 10^12 has fewer. */
const AMOUNT_BYTES = 6;
/** Of whatever currency. */
const FOREIGN_BYTES = 8;

/**
 * Writes payments in Confluent's wire format, by `PAYMENT_SCHEMA`, which a registry knows by this id. `base` is the currency of those
 * that were paid in no other; without it, none is said.
 */
export function createAvroWriter(schemaId: number, base?: string): (payment: Transaction) => Buffer {
  const type = Type.forSchema(PAYMENT_SCHEMA as Schema);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(schemaId, 1);
  return ({ timestampMs, origin, target, amountCents, paid, id = null }) => {
    const [decimal, code] = paid?.split(" ") ?? [];
    const amount = decimal === undefined ? ofCents(amountCents) : hundredths(decimal);
    const currency = code ?? base ?? null;
    return Buffer.concat([header, type.toBuffer({ timestamp: timestampMs, origin, target, amount, id, currency })]);
  };
}

function ofCents(amountCents: number): Buffer {
  const bytes = Buffer.alloc(AMOUNT_BYTES);
  bytes.writeIntBE(amountCents, 0, AMOUNT_BYTES);
  return bytes;
}

/** Of a decimal that has no more digits than two: a third one is a zero. */
function hundredths(decimal: string): Buffer {
  const [whole, fraction = ""] = decimal.split(".");
  const bytes = Buffer.alloc(FOREIGN_BYTES);
  bytes.writeBigInt64BE(BigInt(whole + fraction.padEnd(2, "0").slice(0, 2)));
  return bytes;
}
