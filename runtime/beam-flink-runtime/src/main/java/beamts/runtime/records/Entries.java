package beamts.runtime.records;

import java.util.Arrays;

/** Texts of a record, ascending, be they numbered or all different. */
final class Entries {
  private final ByteReader reader;
  private final boolean numbered;
  private long left;
  private boolean isThere;
  private long number;
  private int start;
  private int end;

  Entries(ByteReader reader, long count, boolean numbered) {
    this.reader = reader;
    this.numbered = numbered;
    left = count;
  }

  /** Writes the first {@code most} of both, in which two of the same text are one unless they are numbered; tells how many. */
  long mergeWith(Entries other, long most, ByteWriter out) {
    next();
    other.next();
    var written = 0L;
    var before = 0L;
    for (; written < most && (isThere || other.isThere); written++) {
      var order = !isThere ? 1 : !other.isThere ? -1 : compareTo(other);
      var first = order <= 0 ? this : other;
      if (numbered) out.varint(first.number - before);
      before = first.number;
      out.block(first.reader.bytes, first.start, first.end);
      if (order <= 0) next();
      if (order > 0 || order == 0 && !numbered) other.next();
    }
    return written;
  }

  /** Leaves the reader behind the last one. */
  void skip() {
    while (left > 0) next();
  }

  private void next() {
    isThere = left > 0;
    if (!isThere) return;
    left--;
    if (numbered) number += reader.varint();
    end = reader.skipBlock();
    start = reader.blockStart;
  }

  private int compareTo(Entries other) {
    if (number != other.number) return Long.compare(number, other.number);
    return Arrays.compareUnsigned(reader.bytes, start, end, other.reader.bytes, other.start, other.end);
  }
}
