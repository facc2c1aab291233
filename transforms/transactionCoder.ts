import type { Reader, Writer } from "protobufjs";
import type { RuleRecord } from "../beam/flink/kafka/records";
import { type Coder, globalRegistry, register } from "../beam/sdk";
import type { Transaction } from "../payment/transaction";

/** What a payment cannot begin with, as a version of a rule does: its time's upper half. */
const RULE = 0xffffffff;
const HALF = 2 ** 32;
/** Which of what only some payments have follows, as bits. */
const HAS_ID = 1;
const HAS_PAID = 2;

/** Payments, and versions of rules among them, as bytes that are the same where they say the same. */
export class TransactionCoder implements Coder<Transaction | RuleRecord> {
  static readonly URN = "beam:coder:streaming_fraud_detection:transaction:v1";
  /** Reads no further than the reader's end. */
  readonly keepsToEnd = true;

  encode(element: Transaction | RuleRecord, writer: Writer): void {
    if ("appendedMs" in element) {
      const { offset, appendedMs, text } = element;
      writer.uint32(RULE).double(offset).double(appendedMs).string(text);
      return;
    }
    const { timestampMs, origin, target, amountCents, id, paid } = element;
    writer.uint32(Math.floor(timestampMs / HALF)).fixed32(timestampMs % HALF);
    writer.double(amountCents).string(origin).string(target);
    if (id === undefined && paid === undefined) return;
    writer.uint32((id === undefined ? 0 : HAS_ID) | (paid === undefined ? 0 : HAS_PAID));
    if (id !== undefined) writer.string(id);
    if (paid !== undefined) writer.string(paid);
  }

  decode(reader: Reader): Transaction | RuleRecord {
    const upper = reader.uint32();
    if (upper === RULE) return { offset: reader.double(), appendedMs: reader.double(), text: reader.string() };
    const timestampMs = upper * HALF + reader.fixed32();
    const amountCents = reader.double();
    const payment: Transaction = { timestampMs, origin: reader.string(), target: reader.string(), amountCents };
    const extras = reader.pos < reader.len ? reader.uint32() : 0;
    if (extras & HAS_ID) payment.id = reader.string();
    if (extras & HAS_PAID) payment.paid = reader.string();
    return payment;
  }

  toProto() {
    return { spec: { urn: TransactionCoder.URN, payload: new Uint8Array() }, componentCoderIds: [] };
  }
}

globalRegistry().register(TransactionCoder.URN, TransactionCoder);
register("transactionCoder", { TransactionCoder });
