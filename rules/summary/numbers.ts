import type { Reader, Writer } from "protobufjs";
import type { SumCents } from "../../payment/money";

/** A varint of up to 53 bits. All numbers here are safe integers, which protobufjs would read by way of two halves. */
export function writeNumber(writer: Writer, number: number): void {
  if (number <= 0xffffffff) writer.uint32(number);
  else writer.uint64(number);
}

/** Throws a `RangeError` where the bytes end too early. */
export function readNumber(reader: Reader): number {
  const { buf } = reader;
  let number = 0;
  let scale = 1;
  for (;;) {
    if (reader.pos >= reader.len) throw new RangeError("a number ends too early");
    const byte = buf[reader.pos++];
    if (byte < 128) return number + byte * scale;
    number += (byte & 127) * scale;
    scale *= 128;
  }
}

/** Sums above 2^53 cents are rare: they go as text behind a 0. */
export function writeCents(writer: Writer, cents: SumCents): void {
  const isShort = typeof cents === "number" && cents < Number.MAX_SAFE_INTEGER;
  writeNumber(writer, isShort ? cents + 1 : 0);
  if (!isShort) writer.string(String(cents));
}

export function readCents(reader: Reader): SumCents {
  const number = readNumber(reader);
  if (number > 0) return number - 1;
  const cents = BigInt(reader.string());
  return cents <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(cents) : cents;
}
