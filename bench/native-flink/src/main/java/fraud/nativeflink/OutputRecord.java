package fraud.nativeflink;

/** A record to write. */
public final class OutputRecord {
  public byte[] key;
  public byte[] value;

  public OutputRecord() {}

  OutputRecord(byte[] key, byte[] value) {
    this.key = key;
    this.value = value;
  }
}
