package beamts.runtime.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own stand-in for a consumer, as strict as the real one, on partition 0 of the topic `t`. */
final class BrokerConsumer extends MockConsumer<byte[], byte[]> {
  static final TopicPartition PARTITION = new TopicPartition("t", 0);

  BrokerConsumer(long beginning, long end) {
    super(OffsetResetStrategy.EARLIEST);
    updateBeginningOffsets(Map.of(PARTITION, beginning));
    updateEndOffsets(Map.of(PARTITION, end));
    updatePartitions("t", List.of(new PartitionInfo("t", 0, Node.noNode(), null, null)));
    // Unknown, as the real one has it; this one says null.
    updatePartitions("unknown", List.of());
  }

  /** A record that the next poll gives. */
  BrokerConsumer withRecord(long offset) {
    schedulePollTask(() -> addRecord(new ConsumerRecord<>("t", 0, offset, null, new byte[0])));
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
