import type { OutgoingRecord } from "../../kafka/producer";
import type { Payment } from "../schemes/traffic";

/** One line on its way out, with the key and the time that Kafka keeps beside it. */
export interface OutgoingLine extends OutgoingRecord {
  /** When it is to leave, in simulated time: later than `timestampMs` where the payment is late. */
  dueMs: number;
  /** The payment that this line is the first copy of; none for malformed lines and duplicates. */
  payment?: Payment;
}
