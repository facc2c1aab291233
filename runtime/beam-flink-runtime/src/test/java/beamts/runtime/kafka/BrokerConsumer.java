package beamts.runtime.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Kafka's own stand-in for a consumer, as strict as the real one, on partition 0 of the topic `t`. */
class BrokerConsumer extends MockConsumer<byte[], byte[]> {
  static final TopicPartition PARTITION = new TopicPartition("t", 0);

  BrokerConsumer(long beginning, long end) {
    super(OffsetResetStrategy.EARLIEST);
    updateBeginningOffsets(Map.of(PARTITION, beginning));
    updateEndOffsets(Map.of(PARTITION, end));
    withPartitions(1);
    // Unknown, as the real one has it; this one says null.
    updatePartitions("unknown", List.of());
  }

  /** A record that the next poll gives. */
  BrokerConsumer withRecord(long offset) {
    schedulePollTask(() -> addRecord(new ConsumerRecord<>("t", 0, offset, null, new byte[0])));
    return this;
  }

  /** A record with the time of the broker that the next poll gives, and the end behind it. */
  BrokerConsumer withRule(long offset, long appendedMs) {
    return withRule(offset, appendedMs, TimestampType.LOG_APPEND_TIME);
  }

  BrokerConsumer withRule(long offset, long timestampMs, TimestampType type) {
    updateEndOffsets(Map.of(PARTITION, offset + 1));
    var value = ("rule " + offset).getBytes(StandardCharsets.UTF_8);
    var record =
        new ConsumerRecord<byte[], byte[]>(
            "t", 0, offset, timestampMs, type, 0, value.length, null, value, new RecordHeaders(), Optional.empty());
    schedulePollTask(() -> addRecord(record));
    return this;
  }

  /** How many partitions the topic has; 0 where it is not there. */
  BrokerConsumer withPartitions(int count) {
    updatePartitions(
        "t",
        IntStream.range(0, count)
            .mapToObj(partition -> new PartitionInfo("t", partition, Node.noNode(), null, null))
            .collect(Collectors.toList()));
    return this;
  }

  /** The next poll gets nothing but moves on, over marks or over what transactions took back. */
  BrokerConsumer skipTo(long offset) {
    schedulePollTask(() -> seek(PARTITION, offset));
    return this;
  }

  @Override
  public synchronized void seek(TopicPartition partition, long offset) {
    if (offset < 0) throw new IllegalArgumentException("seek offset must not be a negative number");
    super.seek(partition, offset);
  }
}
