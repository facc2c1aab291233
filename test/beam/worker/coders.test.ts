import "../../../beam/load"; // before any of its sub-modules: they import one another in a circle
import { expect, test } from "@jest/globals";
import { type Coder, Context, globalRegistry } from "apache-beam/coders/coders";
import { BytesCoder, IterableCoder, KVCoder, LengthPrefixedCoder } from "apache-beam/coders/required_coders";
import { StrUtf8Coder } from "apache-beam/coders/standard_coders";
import fc from "fast-check";
import { BufferReader, Reader, Writer } from "protobufjs";
import { KafkaRecordCoder } from "../../../beam/flink/kafka/kafkaRecordCoder";
import { ByteWriter } from "../../../beam/worker/byteWriter";
import { InPlaceCoder, registerCoders, TextCoder } from "../../../beam/worker/coders";
import { PartialSumCoder } from "../../../transforms/partialSumCoder";

const text = fc.string({ unit: "binary", maxLength: 300 });
const BYTE_ORDER_MARK = "\ufeff";

function encoded<T>(coder: Coder<T>, value: T, writer: Writer): Buffer {
  coder.encode(value, writer, Context.needsDelimiters);
  return Buffer.from(writer.finish());
}

test("text has the SDK's bytes and comes back whole", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        text.map((rest) => BYTE_ORDER_MARK + rest),
      ),
      (value) => {
        const bytes = encoded(new TextCoder(), value, new ByteWriter(4));
        expect(bytes).toEqual(encoded(new StrUtf8Coder(), value, Writer.create()));
        expect(new TextCoder().decode(new BufferReader(bytes), Context.needsDelimiters)).toBe(value);
      },
    ),
  );
});

const count = fc.nat({ max: 2 ** 31 });
/** A payment's checks refuse NUL. */
const account = text.map((name) => name.replaceAll("\0", "0"));
const sum = fc
  .record({
    startMs: count,
    length: count,
    totalCents: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    evidence: fc.array(fc.record({ timestampMs: count, amountCents: count, counterparty: account }), { maxLength: 4 }),
  })
  .map(({ startMs, length, totalCents, evidence }) => ({
    startMs,
    endMs: startMs + length,
    firstMs: startMs,
    lastMs: startMs + length,
    count: evidence.length,
    totalCents,
    evidence: evidence.map((payment) => ({ ...payment, timestampMs: startMs + payment.timestampMs })),
    counterparties: undefined,
  }));

test("keyed sums are read in place as the SDK reads them from copies", () => {
  const theirs = new KVCoder(new StrUtf8Coder(), new IterableCoder(new LengthPrefixedCoder(new PartialSumCoder())));
  const ours = new KVCoder(new TextCoder(), new IterableCoder(new InPlaceCoder(new PartialSumCoder())));
  fc.assert(
    fc.property(text, fc.array(sum, { maxLength: 4 }), (key, value) => {
      const bytes = encoded(theirs, { key, value }, Writer.create());
      expect(encoded(ours, { key, value }, new ByteWriter(4))).toEqual(bytes);
      const reader = new BufferReader(Buffer.concat([bytes, bytes]));
      for (const end of [bytes.length, 2 * bytes.length]) {
        expect(ours.decode(reader, Context.needsDelimiters)).toEqual({ key, value });
        expect(reader.pos).toBe(end);
      }
    }),
  );
});

test("a Kafka record ends where its length says, whatever follows it", () => {
  const bytes = Buffer.concat([Buffer.alloc(8), Buffer.from([0, 0, 0, 5, 1, 1]), Buffer.from("tvalue")]);
  const message = Buffer.concat([Buffer.from([bytes.length]), bytes, Buffer.from("the next one")]);
  const record = new InPlaceCoder(new KafkaRecordCoder()).decode(new BufferReader(message), Context.needsDelimiters);
  expect(String(record.value)).toBe("value");
  expect(record.position).toEqual({ topic: "t", partition: 5, offset: 0 });
});

test("an element that would end after its message is refused", () => {
  const reader = new BufferReader(Buffer.from([200, 1, 0, 0]));
  expect(() => new InPlaceCoder(new PartialSumCoder()).decode(reader, Context.needsDelimiters)).toThrow(
    "an element of 200 bytes ends after its message",
  );
});

test("coders that read to the end of their buffer still get one of their own", () => {
  const bytes = encoded(new LengthPrefixedCoder(new BytesCoder()), Buffer.from("abc"), Writer.create());
  const reader = new Reader(Buffer.concat([bytes, Buffer.from("more")]));
  expect(String(new InPlaceCoder(new BytesCoder()).decode(reader, Context.needsDelimiters))).toBe("abc");
});

test("the worker gets them where it asks for the SDK's", () => {
  registerCoders();
  expect(globalRegistry().getCoder(StrUtf8Coder.URN)).toBeInstanceOf(TextCoder);
  expect(globalRegistry().getCoder(LengthPrefixedCoder.URN, undefined, new BytesCoder())).toBeInstanceOf(InPlaceCoder);
});
