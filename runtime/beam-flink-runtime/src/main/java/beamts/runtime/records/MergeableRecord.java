package beamts.runtime.records;

/**
 * A record that says itself how two become one, so that who keeps it need not know what it is about:
 *
 * <pre>
 * record  := version fields field*          numbers are varints; fields ascending by id
 * field   := id value                       the last three bits of the id tell the kind of value
 *   0     := integer                        added up
 *   1, 2  := integer                        the smaller, the larger one; none is neither
 *   3     := bound size+1 text*             different texts, ascending by their bytes; size+1 = 0: more than the bound
 *   4     := bound size (distance text)*    numbered texts, ascending; the first stay, as many as the bound says
 * integer := shortOne | 0 text              beyond 52 bits: in decimal digits, empty for none
 * text    := length byte*                   UTF-8
 * </pre>
 *
 * A short integer n is 2n + 1, or -2n below 0. A field that only one of two records has is not in what becomes of them.
 * The larger of two bounds counts. Where bounds are alike, records become the same one in any order and grouping.
 */
public final class MergeableRecord {
  private static final int VERSION = 1;

  /** @throws IllegalArgumentException if one of them is no such record */
  public static byte[] merge(byte[] a, byte[] b) {
    try {
      return merged(a, b);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("found a record to merge that is cut or broken", e);
    }
  }

  private static byte[] merged(byte[] a, byte[] b) {
    var left = new Fields(a);
    var right = new Fields(b);
    var values = new ByteWriter(a.length + b.length);
    var count = 0;
    for (var there = left.next() && right.next(); there; ) {
      if (left.id == right.id) {
        values.varint(left.id);
        MergedValues.merge(left.kind(), left.reader, right.reader, values);
        count++;
        there = left.next() && right.next();
      } else {
        var lacking = Long.compareUnsigned(left.id, right.id) < 0 ? left : right;
        MergedValues.skip(lacking.kind(), lacking.reader);
        there = lacking.next();
      }
    }
    var record = new ByteWriter(a.length + b.length);
    record.varint(VERSION);
    record.varint(count);
    record.append(values);
    return record.toBytes();
  }

  /** The fields of a record, of which each value must be read before the next is asked for. */
  private static final class Fields {
    final ByteReader reader;
    private long left;
    long id;

    Fields(byte[] record) {
      reader = new ByteReader(record);
      var version = reader.varint();
      if (version != VERSION) {
        throw new IllegalArgumentException("found a record of version " + version + ", expected " + VERSION);
      }
      left = reader.varint();
    }

    boolean next() {
      if (left == 0) return false;
      left--;
      id = reader.varint();
      return true;
    }

    int kind() {
      return (int) id & 7;
    }
  }

  private MergeableRecord() {}
}
