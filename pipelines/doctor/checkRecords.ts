import { mappingText } from "../../payment/formats/describeFormat";
import type { InputFormat } from "../../payment/formats/inputFormat";
import { createPaymentReader } from "../../payment/formats/paymentReader";
import { formatTransaction, Malformed } from "../../payment/transaction";
import { within } from "../../service/within";
import { type Finding, findingsAbout } from "./finding";

const { ok, warn } = findingsAbout("payments");

/** Shows how some records of the topic are understood. Says nothing where there are none, or Kafka does not give any. */
export async function checkRecords(
  read: () => Promise<Uint8Array[]>,
  format: InputFormat,
  timeoutMs: number,
): Promise<Finding[]> {
  // Whoever looks at brokers and topics says what is wrong with them.
  const records = await within(timeoutMs, read()).catch(() => []);
  return understood(records, format);
}

/** How records are understood in a format, one finding each. */
export function understood(records: Uint8Array[], format: InputFormat): Finding[] {
  const reader = createPaymentReader(format);
  return records.map((record, index) => {
    const payment = reader.read(record, Number.MAX_SAFE_INTEGER);
    const which = `record ${index + 1} of ${records.length}`;
    if (!(payment instanceof Malformed)) return ok(`${which} is understood as ${formatTransaction(payment)}`);
    const advice = `read as ${mappingText(format)}; --format and --field say what your payments are written in`;
    return warn(`${which} is no payment, ${payment.reason}: ${payment.detail}`, advice);
  });
}
