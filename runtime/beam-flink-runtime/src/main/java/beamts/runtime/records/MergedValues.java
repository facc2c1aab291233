package beamts.runtime.records;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.BinaryOperator;

/** What becomes of two values of a field, as {@link MergeableRecord} describes them. */
final class MergedValues {
  private static final int SUM = 0, LEAST = 1, GREATEST = 2, TEXTS = 3, FIRST = 4;
  /** Integers nearer to 0 are short. */
  private static final long SHORT = 1L << 52;

  static void merge(int kind, ByteReader a, ByteReader b, ByteWriter out) {
    switch (kind) {
      case SUM:
      case LEAST:
      case GREATEST:
        mergeIntegers(kind, a, b, out);
        return;
      case TEXTS:
        mergeTexts(a, b, out);
        return;
      case FIRST:
        mergeFirst(a, b, out);
        return;
      default:
        throw unknown(kind);
    }
  }

  static void skip(int kind, ByteReader reader) {
    switch (kind) {
      case SUM:
      case LEAST:
      case GREATEST:
        if (reader.varint() == 0) reader.skipBlock();
        return;
      case TEXTS:
        reader.varint();
        new Entries(reader, Math.max(0, reader.varint() - 1), false).skip();
        return;
      case FIRST:
        reader.varint();
        new Entries(reader, reader.varint(), true).skip();
        return;
      default:
        throw unknown(kind);
    }
  }

  private static IllegalArgumentException unknown(int kind) {
    return new IllegalArgumentException("found a field of kind " + kind + " in a record to merge, expected 0 to " + FIRST);
  }

  private static void mergeIntegers(int kind, ByteReader a, ByteReader b, ByteWriter out) {
    var left = a.varint();
    var bigLeft = left == 0 ? big(a) : null;
    var right = b.varint();
    var bigRight = right == 0 ? big(b) : null;
    if (left != 0 && right != 0) {
      write(merged(kind, small(left), small(right)), out);
      return;
    }
    if (left != 0) bigLeft = BigInteger.valueOf(small(left));
    if (right != 0) bigRight = BigInteger.valueOf(small(right));
    write(bigLeft == null ? bigRight : bigRight == null ? bigLeft : ofBig(kind).apply(bigLeft, bigRight), out);
  }

  /** Short ones do not overflow. */
  private static long merged(int kind, long a, long b) {
    return kind == SUM ? a + b : kind == LEAST ? Math.min(a, b) : Math.max(a, b);
  }

  private static BinaryOperator<BigInteger> ofBig(int kind) {
    return kind == SUM ? BigInteger::add : kind == LEAST ? BigInteger::min : BigInteger::max;
  }

  private static long small(long number) {
    return (number & 1) == 0 ? -(number >>> 1) : number >>> 1;
  }

  /** Null for none. */
  private static BigInteger big(ByteReader reader) {
    var text = new String(reader.block(), StandardCharsets.US_ASCII);
    return text.isEmpty() ? null : new BigInteger(text);
  }

  private static void write(long integer, ByteWriter out) {
    if (Math.abs(integer) < SHORT) out.varint(integer < 0 ? -2 * integer : 2 * integer + 1);
    else writeText(Long.toString(integer), out);
  }

  private static void write(BigInteger integer, ByteWriter out) {
    if (integer == null) writeText("", out);
    else if (integer.bitLength() < Long.SIZE) write(integer.longValue(), out);
    else writeText(integer.toString(), out);
  }

  private static void writeText(String text, ByteWriter out) {
    out.varint(0);
    out.block(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void mergeTexts(ByteReader a, ByteReader b, ByteWriter out) {
    var boundLeft = a.varint();
    var sizeLeft = a.varint();
    var left = new Entries(a, Math.max(0, sizeLeft - 1), false);
    var boundRight = b.varint();
    var sizeRight = b.varint();
    var right = new Entries(b, Math.max(0, sizeRight - 1), false);
    var bound = Math.max(boundLeft, boundRight);
    out.varint(bound);
    var entries = new ByteWriter(256);
    var size = sizeLeft == 0 || sizeRight == 0 ? bound + 1 : left.mergeWith(right, bound + 1, entries);
    left.skip();
    right.skip();
    out.varint(size > bound ? 0 : size + 1);
    if (size <= bound) out.append(entries);
  }

  private static void mergeFirst(ByteReader a, ByteReader b, ByteWriter out) {
    var boundLeft = a.varint();
    var left = new Entries(a, a.varint(), true);
    var boundRight = b.varint();
    var right = new Entries(b, b.varint(), true);
    var bound = Math.max(boundLeft, boundRight);
    out.varint(bound);
    var entries = new ByteWriter(256);
    out.varint(left.mergeWith(right, bound, entries));
    out.append(entries);
    left.skip();
    right.skip();
  }

  private MergedValues() {}
}
