package beamts.runtime.windows;

import beamts.runtime.records.MergeableRecord;

/** A slice of a key's time with its values, as one record. As state it is a flag and the record. */
final class Slice {
  /** In epoch ms. */
  final long start;
  private boolean entered;
  private byte[] record;

  /** An empty one. */
  Slice(long start) {
    this.start = start;
  }

  /** {@code bytes}: what {@link #bytes} gave before. */
  Slice(long start, byte[] bytes) {
    this.start = start;
    entered = bytes[0] != 0;
    record = new byte[bytes.length - 1];
    System.arraycopy(bytes, 1, record, 0, record.length);
  }

  byte[] bytes() {
    var bytes = new byte[record.length + 1];
    bytes[0] = (byte) (entered ? 1 : 0);
    System.arraycopy(record, 0, bytes, 1, record.length);
    return bytes;
  }

  /** Of all that was added. */
  byte[] record() {
    return record;
  }

  void add(byte[] value) {
    record = record == null ? value : MergeableRecord.merge(record, value);
  }

  /** Whether a window that has it was due to be given out. */
  boolean hasEntered() {
    return entered;
  }

  void enter() {
    entered = true;
  }
}
