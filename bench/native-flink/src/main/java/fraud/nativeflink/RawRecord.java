package fraud.nativeflink;

/** A record as it was read, with its place in Kafka. */
public final class RawRecord {
  public String topic;
  public int partition;
  public long offset;
  public byte[] value;

  public RawRecord() {}

  RawRecord(String topic, int partition, long offset, byte[] value) {
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.value = value;
  }
}
