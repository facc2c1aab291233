import { createAvroReader, schemaIdOf } from "../../payment/formats/avro/avroReader";
import { mappingText } from "../../payment/formats/describeFormat";
import type { AvroFormat, InputFormat } from "../../payment/formats/inputFormat";
import { createPaymentReader, type PaymentReader } from "../../payment/formats/paymentReader";
import { formatTransaction, Malformed } from "../../payment/transaction";
import { type RegisteredSchema, schemaById } from "../../registry/schemaById";
import { within } from "../../service/within";
import { type Finding, findingsAbout } from "./finding";

const { ok, warn } = findingsAbout("payments");
const { fail } = findingsAbout("schema registry");

/** Shows how some records of the topic are understood. Says nothing where there are none, or Kafka does not give any. */
export async function checkRecords(
  read: () => Promise<Buffer[]>,
  format: InputFormat,
  timeoutMs: number,
): Promise<Finding[]> {
  // Whoever looks at brokers and topics says what is wrong with them.
  const records = await within(timeoutMs, read()).catch(() => []);
  if (format.format !== "avro") return understood(records, format, createPaymentReader(format));
  const { schemas, missing } = await schemasOf(records, format, timeoutMs);
  if (missing.length > 0) return missing;
  const reader = createAvroReader(format, (id) => schemas.get(id));
  return understood(records, format, reader);
}

/** The schemas of records, asked for here: a job's reader waits for those that the registry does not give. */
async function schemasOf(records: Buffer[], { registry }: AvroFormat, timeoutMs: number) {
  const schemas = new Map<number, RegisteredSchema>();
  const missing: Finding[] = [];
  for (const id of new Set(records.map(schemaIdOf).filter((id) => id !== undefined))) {
    await within(timeoutMs, schemaById(registry, id)).then(
      (schema) => schemas.set(id, schema),
      ({ message }: Error) =>
        missing.push(
          fail(
            `${registry.url} does not give schema ${id} of the newest records: ${message}`,
            "a job waits for it; --schema-registry says where schemas are",
          ),
        ),
    );
  }
  return { schemas, missing };
}

/** How records are understood in a format, one finding each. */
function understood(records: Buffer[], format: InputFormat, reader: PaymentReader): Finding[] {
  return records.map((record, index) => {
    const payment = reader.read(record, Number.MAX_SAFE_INTEGER);
    const which = `record ${index + 1} of ${records.length}`;
    if (!(payment instanceof Malformed)) return ok(`${which} is understood as ${formatTransaction(payment)}`);
    const advice = `read as ${mappingText(format)}; --format and --field say what your payments are written in`;
    return warn(`${which} is no payment, ${payment.reason}: ${payment.detail}`, advice);
  });
}
