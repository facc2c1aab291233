package beamts.runtime.records;

import java.util.Arrays;

/** Numbers as varints, seven bits a byte and the lowest first, and blocks of bytes behind their lengths. */
public final class ByteWriter {
  private byte[] bytes;
  private int size;

  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** A number of up to 64 bits without a sign. */
  public void varint(long number) {
    reserve(10);
    while ((number & ~127L) != 0) {
      bytes[size++] = (byte) (number & 127 | 128);
      number >>>= 7;
    }
    bytes[size++] = (byte) number;
  }

  /** Short where it is near 0. */
  public void signed(long number) {
    varint(number << 1 ^ number >> 63);
  }

  public void block(byte[] block) {
    block(block, 0, block.length);
  }

  void block(byte[] from, int start, int end) {
    varint(end - start);
    append(from, start, end);
  }

  /** All that the other has, as it is. */
  void append(ByteWriter other) {
    append(other.bytes, 0, other.size);
  }

  private void append(byte[] from, int start, int end) {
    reserve(end - start);
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
  }
}
