import type { OutgoingRecord } from "../../kafka/producer";
import type { Transaction } from "../../payment/transaction";
import type { Payment } from "../schemes/traffic";

/** One line on its way out, with the key and the time that Kafka keeps beside it. */
export interface OutgoingLine extends OutgoingRecord {
  /** When it is to leave, in simulated time: later than `timestampMs` where the payment is late. */
  dueMs: number;
  /** The payment that this line is the first copy of; none for malformed lines and duplicates. */
  payment?: Payment;
  /** What the line tells of, or would if it were not malformed. */
  transaction: Transaction;
  format: FormatLine;
}

/** Writes a transaction as a line, right or wrong; bytes where no text could hold it. */
export type FormatLine = (transaction: Transaction) => string | Uint8Array;

/** The same line, its payment made `ms` later. It is due when it was. */
export function movedBy(line: OutgoingLine, ms: number): OutgoingLine {
  const timestampMs = line.timestampMs + ms;
  const transaction = { ...line.transaction, timestampMs };
  const payment = line.payment && { ...line.payment, transaction };
  return { ...line, timestampMs, transaction, value: line.format(transaction), payment };
}
