import { expect, test } from "@jest/globals";
import { LengthPrefixedCoder } from "apache-beam/coders/required_coders";
import { Reader, Writer } from "protobufjs";
import { LateValueCoder } from "../../../beam/flink/lateValueCoder";
import { CoderContext, StrUtf8Coder } from "../../../beam/sdk";
import { InPlaceCoder } from "../../../beam/worker/coders";
import { startSum } from "../../../transforms/partialSum";
import { PartialSumCoder } from "../../../transforms/partialSumCoder";

/** As `SessionGrouper` writes it: three times, big endian, then the value; here behind its length and before more. */
function message(value: Uint8Array): Buffer {
  const header = Buffer.alloc(24);
  header.writeBigInt64BE(61n, 0);
  header.writeBigInt64BE(-5n, 8);
  header.writeBigInt64BE(1_700_000_000_123n, 16);
  return Buffer.concat([
    Writer.create()
      .bytes(Buffer.concat([header, value]))
      .finish(),
    Buffer.from("more"),
  ]);
}

const times = { lateByMs: 61, windowStartMs: -5, windowEndMs: 1_700_000_000_123 };

test("a late sum is read in place, and no further than its length", () => {
  const sum = startSum({ timestampMs: 7, origin: "a", target: "b", amountCents: 12 }, "origin", 7, 99);
  const writer = Writer.create();
  new PartialSumCoder().encode(sum, writer);
  const bytes = message(writer.finish());
  const reader = new Reader(bytes);
  const decoded = new InPlaceCoder(new LateValueCoder(new PartialSumCoder())).decode(
    reader,
    CoderContext.needsDelimiters,
  );
  expect(decoded).toEqual({ ...times, value: sum });
  expect(bytes.subarray(reader.pos).toString()).toBe("more");
});

test("so is a late text, as the SDK reads it", () => {
  const coder = new LengthPrefixedCoder(new LateValueCoder(new StrUtf8Coder()));
  const decoded = coder.decode(new Reader(message(Buffer.from("word"))), CoderContext.needsDelimiters);
  expect(decoded).toEqual({ ...times, value: "word" });
});
