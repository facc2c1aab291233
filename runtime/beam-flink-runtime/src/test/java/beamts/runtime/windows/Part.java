package beamts.runtime.windows;

import java.nio.ByteBuffer;
import org.apache.flink.api.java.tuple.Tuple4;

/** What goes into the grouper: a number for a value, in the window [start, end) of its key; times in ms. */
final class Part {
  final String key;
  final long start;
  final long end;
  final int value;

  Part(String key, long start, long end, int value) {
    this.key = key;
    this.start = start;
    this.end = end;
    this.value = value;
  }

  boolean overlaps(long otherStart, long otherEnd) {
    return start < otherEnd && otherStart < end;
  }

  Tuple4<String, Long, Long, byte[]> asInput() {
    return Tuple4.of(key, start, end, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  @Override
  public String toString() {
    return key + " [" + start + ", " + end + ") " + value;
  }

  static int valueOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }
}
