package beamts.runtime.windows;

import java.nio.ByteBuffer;

/** What goes into the grouper: a number for a value, in the window [start, end) of its key; times in ms. */
final class Part {
  final String key;
  final long start;
  final long end;
  final int value;
  /** To be handed on at once. */
  final boolean early;

  Part(String key, long start, long end, int value) {
    this(key, start, end, value, false);
  }

  Part(String key, long start, long end, int value, boolean early) {
    this.key = key;
    this.start = start;
    this.end = end;
    this.value = value;
    this.early = early;
  }

  boolean overlaps(long otherStart, long otherEnd) {
    return start < otherEnd && otherStart < end;
  }

  byte[] bytes() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  @Override
  public String toString() {
    return key + " [" + start + ", " + end + ") " + value;
  }

  static int valueOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }
}
