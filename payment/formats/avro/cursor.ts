import { isUtf8 } from "node:buffer";
import { Unreadable } from "./unreadable";

const TWO_TO_27 = 2 ** 27;
const MAX_INT = 2 ** 31;

/**
 * Reads Avro's binary form from a record, never behind its end. Throws `Unreadable`. avsc's own reader is not for records of
 * strangers: a block that says it has 2^26 items, in five bytes, costs it 6 seconds and a gigabyte.
 */
export class Cursor {
  at = 0;
  /** How deep it stands in values of types that contain themselves. */
  depth = 0;
  private bytes: Buffer = Buffer.alloc(0);

  /** From `at` on, of other bytes. */
  start(bytes: Buffer, at: number): void {
    this.bytes = bytes;
    this.at = at;
    this.depth = 0;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  skip(count: number): void {
    if (count > this.left) throw this.tooFew(count);
    this.at += count;
  }

  byte(): number {
    if (this.at >= this.bytes.length) throw this.tooFew(1);
    return this.bytes[this.at++];
  }

  /** A long; a `bigint` where a number could not hold it. */
  long(): number | bigint {
    const { bytes } = this;
    const start = this.at;
    let low = 0;
    let high = 0;
    for (let index = 0; index < 8; index++) {
      const byte = this.byte();
      if (index < 4) low |= (byte & 0x7f) << (7 * index);
      else high |= (byte & 0x7f) << (7 * (index - 4));
      if (byte < 0x80) {
        const half = high * TWO_TO_27 + (low >>> 1);
        if (!Number.isSafeInteger(half)) break;
        return (low & 1) === 0 ? half : -half - 1;
      }
    }
    this.at = start;
    return this.bigLong(bytes);
  }

  private bigLong(bytes: Buffer): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      if (value >= 1n << 64n) break;
      return value & 1n ? -(value >> 1n) - 1n : value >> 1n;
    }
    throw new Unreadable(`found a number of over 64 bits that ends at byte ${this.at} of ${bytes.length}`);
  }

  int(): number {
    const value = this.long();
    if (typeof value === "number" && value >= -MAX_INT && value < MAX_INT) return value;
    throw new Unreadable(`found ${value} before byte ${this.at}, expected an int of 32 bits`);
  }

  boolean(): void {
    const byte = this.byte();
    if (byte > 1) throw new Unreadable(`found ${byte} before byte ${this.at}, expected a boolean: 0 or 1`);
  }

  /** Which branch of a union or symbol of an enum: from 0 up to `most`. */
  count(most: number, what: string): number {
    const value = this.long();
    if (typeof value === "number" && value >= 0 && value <= most) return value;
    throw new Unreadable(`found ${value} for ${what} before byte ${this.at}, expected 0 to ${most}`);
  }

  /** The length of a text or of bytes, which are there. */
  length(): number {
    const start = this.at;
    const value = this.long();
    if (typeof value === "number" && value >= 0 && value <= this.left) return value;
    throw new Unreadable(`found a length of ${value} at byte ${start}, with ${this.left} bytes left`);
  }

  /** Undefined where it is not UTF-8. */
  text(): string | undefined {
    const length = this.length();
    const { bytes, at } = this;
    this.at += length;
    // Most are, and are made a text in half the time.
    if (isAscii(bytes, at, this.at)) return bytes.toString("latin1", at, this.at);
    const text = bytes.toString("utf8", at, this.at);
    // Stands for what is not UTF-8, unless it was there from the beginning.
    return text.includes("\uFFFD") && !isUtf8(bytes.subarray(at, this.at)) ? undefined : text;
  }

  /** The next bytes, of which there are `count`. */
  take(count: number): Buffer {
    const { at } = this;
    this.skip(count);
    return this.bytes.subarray(at, this.at);
  }

  private tooFew(wanted: number): Unreadable {
    return new Unreadable(
      `found the end after ${this.bytes.length} bytes, expected ${wanted} more from byte ${this.at}`,
    );
  }
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] >= 0x80) return false;
  return true;
}
