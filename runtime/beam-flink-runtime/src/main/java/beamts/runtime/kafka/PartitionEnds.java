package beamts.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks the broker where partitions end, and reads one. Used by one thread only; throws what Kafka's clients throw. */
final class PartitionEnds implements AutoCloseable {
  private static final Duration FETCH_TIMEOUT = Duration.ofMillis(500);
  private static final String MAX_FETCH_BYTES = "1048576";

  private final Consumer<byte[], byte[]> reading;
  private final Consumer<byte[], byte[]> seeing;

  /**
   * {@code reading} reads as the job does. {@code seeing} also sees what transactions that are still open have written;
   * the same consumer, unless the job waits for their end.
   */
  PartitionEnds(Consumer<byte[], byte[]> reading, Consumer<byte[], byte[]> seeing) {
    this.reading = reading;
    this.seeing = seeing;
  }

  /** Connects with the settings of the job's consumer. */
  static PartitionEnds open(Properties jobs) {
    var settings = settings(jobs);
    var reading = new KafkaConsumer<byte[], byte[]>(settings);
    if (!"read_committed".equals(settings.getProperty("isolation.level"))) return new PartitionEnds(reading, reading);
    settings.setProperty("isolation.level", "read_uncommitted");
    return new PartitionEnds(reading, new KafkaConsumer<>(settings));
  }

  static Properties settings(Properties jobs) {
    var settings = new Properties();
    settings.putAll(jobs);
    // It commits nothing and joins no group.
    settings.remove("group.id");
    settings.remove("group.instance.id");
    settings.remove("client.id");
    settings.setProperty("enable.auto.commit", "false");
    // Where the job stands may have been deleted since. What is left is still to be read.
    settings.setProperty("auto.offset.reset", "earliest");
    // Who asks makes no topic.
    settings.setProperty("allow.auto.create.topics", "false");
    // Beside each reader of the job: little is enough, and nothing waits for more.
    settings.setProperty("fetch.min.bytes", "1");
    settings.setProperty("fetch.max.bytes", MAX_FETCH_BYTES);
    settings.setProperty("max.partition.fetch.bytes", MAX_FETCH_BYTES);
    settings.setProperty("key.deserializer", ByteArrayDeserializer.class.getName());
    settings.setProperty("value.deserializer", ByteArrayDeserializer.class.getName());
    return settings;
  }

  /** How many partitions the topics have together; 0 while the broker does not know. */
  int count(List<String> topics) {
    return topics.stream().mapToInt(topic -> reading.partitionsFor(topic).size()).sum();
  }

  /**
   * Whether nothing lies at or behind {@code nextOffset} for the job to read, now or once open transactions have ended.
   */
  boolean isReached(TopicPartition partition, long nextOffset) {
    var end = end(partition);
    return end <= nextOffset || onlyMarkersUpTo(end, partition, nextOffset);
  }

  /** The offset behind all that was written, be it in transactions that are still open. */
  long end(TopicPartition partition) {
    return seeing.endOffsets(List.of(partition)).get(partition);
  }

  /** The offset of the first record that has not been deleted. */
  long beginning(TopicPartition partition) {
    return reading.beginningOffsets(List.of(partition)).get(partition);
  }

  /**
   * What lies next at or behind an offset, a negative one being Flink's word for the beginning; nothing if it does not come
   * in time. {@link #readUpTo} tells how far that is.
   */
  ConsumerRecords<byte[], byte[]> read(TopicPartition partition, long fromOffset) {
    reading.assign(List.of(partition));
    if (fromOffset < 0) reading.seekToBeginning(List.of(partition));
    else reading.seek(partition, fromOffset);
    return reading.poll(FETCH_TIMEOUT);
  }

  /** The offset behind what was read last, and behind marks of transactions, which no reader ever gets. */
  long readUpTo(TopicPartition partition) {
    return reading.position(partition);
  }

  private boolean onlyMarkersUpTo(long end, TopicPartition partition, long nextOffset) {
    return read(partition, nextOffset).isEmpty() && readUpTo(partition) >= end;
  }

  @Override
  public void close() {
    reading.close(Duration.ZERO);
    if (seeing != reading) seeing.close(Duration.ZERO);
  }
}
