import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Reader, Writer } from "protobufjs";
import type { RuleRecord } from "../../beam/flink/kafka/records";
import type { Transaction } from "../../payment/transaction";
import { TransactionCoder } from "../../transforms/transactionCoder";

const coder = new TransactionCoder();
const written = (element: Transaction | RuleRecord) => {
  const writer = Writer.create();
  coder.encode(element, writer);
  return writer.finish();
};

/** All that a payment may have: what is not written here would be lost on the way. */
const whole = fc.record<Required<Transaction>>({
  timestampMs: fc.integer({ min: 0, max: 253_402_300_799_999 }),
  origin: fc.string({ minLength: 1, unit: "grapheme" }),
  target: fc.string({ minLength: 1, unit: "grapheme" }),
  amountCents: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  id: fc.string({ minLength: 1, unit: "grapheme" }),
  paid: fc.string({ minLength: 1 }),
});
const rule = fc.record<RuleRecord>({ offset: fc.maxSafeNat(), appendedMs: fc.maxSafeNat(), text: fc.string() });
const payment = fc.oneof(
  whole,
  whole.map(({ id: _, ...withoutId }) => withoutId),
  whole.map(({ paid: _, ...withoutPaid }) => withoutPaid),
  whole.map(({ id: _, paid: __, ...least }) => least),
);

test("payments and versions of rules come back as they went, and no others have the same bytes", () => {
  fc.assert(
    fc.property(fc.oneof(payment, rule), fc.oneof(payment, rule), (element, other) => {
      const bytes = written(element);
      expect(coder.decode(Reader.create(bytes))).toEqual(element);
      expect(Buffer.from(bytes).equals(written({ ...element }))).toBe(true);
      if (JSON.stringify(element) !== JSON.stringify(other))
        expect(Buffer.from(bytes).equals(written(other))).toBe(false);
    }),
  );
});
