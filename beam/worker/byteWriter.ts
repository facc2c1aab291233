import { Writer } from "protobufjs";

type Write<T> = (value: T, buffer: Uint8Array, position: number) => void;

/**
 * protobufjs's writer, writing at once into one growing buffer. Its own keeps a list with an object for each value and walks
 * it at the end. All other methods of it go through these.
 */
export class ByteWriter extends Writer {
  private buffer: Buffer;
  private at = 0;
  /** Where each fork began: a byte is left there for its length. */
  private readonly forks: number[] = [];

  constructor(capacity = 1 << 16) {
    super();
    this.buffer = Buffer.allocUnsafeSlow(capacity);
  }

  /** How many bytes were written since the last `finish`. */
  get size(): number {
    return this.at;
  }

  /** All bytes since the last call. */
  override finish(): Uint8Array {
    const bytes = Uint8Array.prototype.slice.call(this.buffer, 0, this.at);
    this.at = 0;
    return bytes;
  }

  override uint32(value: number): this {
    let left = value >>> 0;
    this.reserve(5);
    while (left > 127) {
      this.buffer[this.at++] = (left & 127) | 128;
      left >>>= 7;
    }
    this.buffer[this.at++] = left;
    return this;
  }

  override fork(): this {
    this.reserve(1);
    this.forks.push(this.at++);
    return this;
  }

  override ldelim(): this {
    const begin = this.forks.pop();
    if (begin === undefined) throw new RangeError("ldelim without fork");
    const length = this.at - begin - 1;
    if (length < 128) {
      this.buffer[begin] = length;
      return this;
    }
    // The length needs more room than was left for it.
    const width = length < 1 << 14 ? 2 : length < 1 << 21 ? 3 : length < 1 << 28 ? 4 : 5;
    this.reserve(width - 1);
    this.buffer.copyWithin(begin + width, begin + 1, this.at);
    const end = this.at + width - 1;
    this.at = begin;
    this.uint32(length);
    this.at = end;
    return this;
  }

  override string(value: string): this {
    // A character takes three bytes at most.
    this.reserve(5 + value.length * 3);
    if (value.length < 43) {
      this.buffer[this.at] = this.buffer.write(value, this.at + 1);
      this.at += this.buffer[this.at] + 1;
      return this;
    }
    this.uint32(Buffer.byteLength(value));
    this.at += this.buffer.write(value, this.at);
    return this;
  }

  override bytes(value: Uint8Array): this {
    this.uint32(value.length);
    this.reserve(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
    return this;
  }

  /** What every other method of protobufjs's writer ends in. */
  _push<T>(write: Write<T>, length: number, value: T): this {
    this.reserve(length);
    write(value, this.buffer, this.at);
    this.at += length;
    return this;
  }

  private reserve(length: number): void {
    if (this.at + length <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.at + length));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}
