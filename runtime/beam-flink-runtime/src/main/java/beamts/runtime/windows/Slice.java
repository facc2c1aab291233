package beamts.runtime.windows;

import java.util.List;

/** A slice of a key's time, without its values. As state it is one number: a flag, its id, how many values it has. */
final class Slice {
  private static final long ENTERED = Long.MIN_VALUE;
  private static final int BITS_OF_A_POSITION = 32;

  /** In epoch ms. */
  final long start;
  private long number;
  /** Those in state, once they have been read. */
  List<byte[]> values;

  private Slice(long start, long number) {
    this.start = start;
    this.number = number;
  }

  /** An empty one. {@code id}: a number of 31 bits that no other slice of the key has. */
  static Slice create(long start, long id) {
    return new Slice(start, id << BITS_OF_A_POSITION);
  }

  /** {@code number}: what {@link #number} gave before. */
  static Slice of(long start, long number) {
    return new Slice(start, number);
  }

  long number() {
    return number;
  }

  int size() {
    return (int) number;
  }

  /** Whether a window that has it was due to be given out. */
  boolean hasEntered() {
    return (number & ENTERED) != 0;
  }

  void enter() {
    number |= ENTERED;
  }

  /** Where the value at {@code position} is kept, unique among the values of the key. */
  long valueKey(int position) {
    return (number & ~ENTERED) >>> BITS_OF_A_POSITION << BITS_OF_A_POSITION | position;
  }

  /** Makes room for one more value and tells where it is to be kept. */
  long nextValueKey() {
    return number++ & ~ENTERED;
  }
}
