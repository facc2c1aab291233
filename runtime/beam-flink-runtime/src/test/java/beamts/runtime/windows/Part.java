package beamts.runtime.windows;

import beamts.runtime.records.ByteReader;
import beamts.runtime.records.ByteWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What goes into the grouper: a number for a value, in the window [start, end) of its key; times in ms. */
final class Part {
  /** A field whose numbered texts are listed. */
  private static final int LIST = 4;

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

  /** The value as a record that lists, merged with others, all of theirs. */
  byte[] record() {
    return record(value);
  }

  static byte[] record(int value) {
    var record = new ByteWriter(0);
    for (var number : new long[] {1, 1, LIST, Integer.MAX_VALUE, 1, value}) record.varint(number);
    record.block(new byte[0]);
    return record.toBytes();
  }

  static List<Integer> valuesOf(byte[] bytes) {
    return List.of(ByteBuffer.wrap(bytes).getInt());
  }

  static List<Integer> valuesOfRecord(byte[] record) {
    var reader = new ByteReader(record);
    for (var head : new long[] {1, 1, LIST, Integer.MAX_VALUE}) {
      if (reader.varint() != head) throw new AssertionError("no list");
    }
    var values = new ArrayList<Integer>();
    var value = 0;
    for (var left = reader.varint(); left > 0; left--) {
      value += (int) reader.varint();
      reader.block();
      values.add(value);
    }
    return values;
  }
}
