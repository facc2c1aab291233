import type { Reader, Writer } from "protobufjs";
import type { SumCents } from "../../payment/money";

/** Integers nearer to 0 are short. */
const SHORT = 2 ** 52;

/** A varint of up to 53 bits. */
export function writeNumber(writer: Writer, number: number): void {
  if (number <= 0xffffffff) writer.uint32(number);
  else writer.uint64(number);
}

/** A varint of up to 53 bits, which protobufjs would read by way of two halves. Throws a `RangeError` where it ends too early. */
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

/**
 * An integer of any size, or none: a varint above 0 where it is short, the sign in its last bit; else a 0 and decimal text,
 * empty for none.
 */
export function writeInteger(writer: Writer, integer: SumCents | null): void {
  if (typeof integer === "number" && Math.abs(integer) < SHORT) {
    writeNumber(writer, integer < 0 ? -2 * integer : 2 * integer + 1);
    return;
  }
  writer.uint32(0);
  writer.string(integer === null ? "" : String(integer));
}

/** A `bigint` only where a number would not be exact. Throws a `RangeError` for bytes that end too early. */
export function readInteger(reader: Reader): SumCents | null {
  const number = readNumber(reader);
  if (number > 0) return number % 2 === 0 ? -number / 2 : (number - 1) / 2;
  const text = reader.string();
  if (text === "") return null;
  const integer = BigInt(text);
  const isSafe = integer <= BigInt(Number.MAX_SAFE_INTEGER) && integer >= BigInt(Number.MIN_SAFE_INTEGER);
  return isSafe ? Number(integer) : integer;
}

/** A short integer, as counts and times are. */
export function readShort(reader: Reader): number {
  const integer = readInteger(reader);
  if (typeof integer === "number") return integer;
  throw new RangeError(`found ${integer}, expected an integer of up to 52 bits`);
}
