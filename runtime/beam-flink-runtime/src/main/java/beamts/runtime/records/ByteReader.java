package beamts.runtime.records;

import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote. Throws an {@link IndexOutOfBoundsException} where the bytes end too early. */
public final class ByteReader {
  final byte[] bytes;
  private int at;
  /** Where the block began that {@link #skipBlock} went over. */
  int blockStart;

  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A number of up to 64 bits without a sign. */
  public long varint() {
    var number = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      var part = bytes[at++];
      number |= (part & 127L) << shift;
      if (part >= 0) return number;
    }
    throw new IllegalArgumentException("a varint of more than 64 bits");
  }

  public long signed() {
    var number = varint();
    return number >>> 1 ^ -(number & 1);
  }

  public byte[] block() {
    var end = skipBlock();
    return Arrays.copyOfRange(bytes, blockStart, end);
  }

  /** Goes over a block and tells where it ends. */
  int skipBlock() {
    var length = varint();
    if (length < 0 || length > bytes.length - at) throw new IndexOutOfBoundsException("a block of " + length + " bytes");
    blockStart = at;
    at += (int) length;
    return at;
  }
}
