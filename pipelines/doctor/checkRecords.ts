import type { Values } from "../../config/options";
import { formatDuration } from "../../config/values";
import type { LastRecord } from "../../kafka/lastRecords";
import { createAvroReader, schemaIdOf } from "../../payment/formats/avro/avroReader";
import { mappingText, understoodText } from "../../payment/formats/describeFormat";
import type { AvroFormat, InputFormat } from "../../payment/formats/inputFormat";
import { createPaymentReader, type PaymentReader } from "../../payment/formats/paymentReader";
import { Malformed } from "../../payment/transaction";
import { type RegisteredSchema, schemaById } from "../../registry/schemaById";
import { within } from "../../service/within";
import type { streamingOptions } from "../job/streamingOptions";
import { type Finding, findingsAbout } from "./finding";

const { ok, warn } = findingsAbout("payments");
const { fail } = findingsAbout("schema registry");

/** What the clock of a job follows, and how long it waits. */
type Clock = Pick<Values<typeof streamingOptions>, "eventTime" | "allowedLateness" | "maxOutOfOrderness">;

/**
 * Shows how some records of the topic are understood, and whether a job would take their payments for too late. Says nothing
 * where there are none, or Kafka does not give any.
 */
export async function checkRecords(
  read: () => Promise<LastRecord[]>,
  format: InputFormat,
  clock: Clock,
  timeoutMs: number,
): Promise<Finding[]> {
  // Whoever looks at brokers and topics says what is wrong with them.
  const records = await within(timeoutMs, read()).catch(() => []);
  if (format.format !== "avro") return understood(records, format, clock, createPaymentReader(format));
  const { schemas, missing } = await schemasOf(records, format, timeoutMs);
  if (missing.length > 0) return missing;
  const reader = createAvroReader(format, (id) => schemas.get(id));
  return understood(records, format, clock, reader);
}

/** The schemas of records, asked for here: a job's reader waits for those that the registry does not give. */
async function schemasOf(records: LastRecord[], { registry }: AvroFormat, timeoutMs: number) {
  const schemas = new Map<number, RegisteredSchema>();
  const missing: Finding[] = [];
  for (const id of new Set(records.map(({ value }) => schemaIdOf(value)).filter((id) => id !== undefined))) {
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

/** How records are understood in a format, one finding each, and how old their payments were. */
function understood(records: LastRecord[], format: InputFormat, clock: Clock, reader: PaymentReader): Finding[] {
  let oldestMs = 0;
  const findings = records.map(({ value, timestampMs }, index) => {
    const payment = reader.read(value, Number.MAX_SAFE_INTEGER);
    const which = `record ${index + 1} of ${records.length}`;
    if (payment instanceof Malformed) {
      const advice = `read as ${mappingText(format)}; --format and --field say what your payments are written in`;
      return warn(`${which} is no payment, ${payment.reason}: ${payment.detail}`, advice);
    }
    oldestMs = Math.max(oldestMs, timestampMs - payment.timestampMs);
    return ok(`${which} is understood as ${understoodText(payment)}`);
  });
  return [...findings, ...aboutTime(oldestMs, format, clock)];
}

/** Records whose payments are older by more than the job waits for: from topics that the broker stamps, or filled afterwards. */
function aboutTime(oldestMs: number, { format }: InputFormat, clock: Clock): Finding[] {
  const { eventTime, allowedLateness, maxOutOfOrderness } = clock;
  if (eventTime === "payment" || oldestMs <= allowedLateness + maxOutOfOrderness) return [];
  // Upwards: it may become a value of the option.
  const unitMs = oldestMs > 120_000 ? 60_000 : 1_000;
  const age = formatDuration(Math.ceil(oldestMs / unitMs) * unitMs);
  const cure = format === "avro" ? `--max-out-of-orderness ${age}` : "--event-time payment";
  return [
    warn(
      `payments are up to ${age} older than the timestamps of their records, which the clock of a job follows`,
      `a job may take them for too late; ${cure} lets it wait for them`,
    ),
  ];
}
