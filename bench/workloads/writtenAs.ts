import type { OutgoingRecord } from "../../kafka/producer";
import { createAvroWriter, PAYMENT_SCHEMA } from "../../payment/formats/avro/avroWriter";
import { createPaymentWriter } from "../../payment/formats/paymentWriter";
import { parseTransaction, type Transaction } from "../../payment/transaction";
import type { RegistryAddress } from "../../registry/address";
import { registerSchema } from "../../registry/registerSchema";
import type { Workload } from "./workload";

/** What a contender reads the payments in; without any it is lines. */
export type WrittenAs = "json" | "json-ids" | "avro";

/** Where the fields stand in JSON: in objects of their own, as in messages of banks. */
export const JSON_FIELDS = {
  timestamp: { path: "/meta/t", as: "epoch-ms" },
  origin: { path: "/dbtr/acct/iban" },
  target: { path: "/cdtr/acct/iban" },
  amount: { path: "/instdAmt/value", as: "decimal" },
} as const;

/** The same, and an id of its own for each payment. */
export const JSON_FIELDS_AND_ID = { ...JSON_FIELDS, id: { path: "/meta/id" } } as const;

/** The same payments, written in another format. */
export async function writtenAs(
  workload: Workload,
  format: WrittenAs | undefined,
  registry: RegistryAddress,
): Promise<Workload> {
  if (format === undefined) return workload;
  const write =
    format === "avro"
      ? createAvroWriter(await registerSchema(registry, `${workload.name}-value`, PAYMENT_SCHEMA))
      : createPaymentWriter({ format: "json", fields: format === "json" ? JSON_FIELDS : JSON_FIELDS_AND_ID });
  return {
    ...workload,
    *records(): Generator<OutgoingRecord> {
      let count = 0;
      for (const record of workload.records()) {
        const payment = parseTransaction(String(record.value), Number.POSITIVE_INFINITY) as Transaction;
        const id = format === "json-ids" ? { id: `payment-${++count}` } : {};
        yield { ...record, value: write({ ...payment, ...id }) };
      }
    },
  };
}
