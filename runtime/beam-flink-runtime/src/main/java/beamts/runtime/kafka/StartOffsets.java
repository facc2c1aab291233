package beamts.runtime.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Given offsets, else those that the group has committed, else the start or the end of a partition. Given ones are part of
 * the job: it starts there again however often it fails before its first checkpoint, and the group is not touched by a
 * job that never runs. Flink's own initializer leaves the looking up to the readers; here each split knows from the start
 * where it stands, and so whether it is at its end.
 */
final class StartOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1;

  private final HashMap<String, Long> given;
  private final OffsetResetStrategy otherwise;

  /**
   * {@code given}: by {@code topic-partition}; {@code otherwise}: earliest, latest, or none to fail where no offset was
   * committed.
   */
  StartOffsets(Map<String, Long> given, String otherwise) {
    this.given = new HashMap<>(given);
    this.otherwise = OffsetResetStrategy.valueOf(otherwise.toUpperCase(Locale.ROOT));
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever broker) {
    var offsets = new HashMap<TopicPartition, Long>();
    for (var partition : partitions) {
      var offset = given.get(partition.toString());
      if (offset != null) offsets.put(partition, offset);
    }
    var others = new ArrayList<>(partitions);
    others.removeAll(offsets.keySet());
    if (others.isEmpty()) return offsets;
    for (var committed : broker.committedOffsets(others).entrySet()) {
      if (committed.getValue() != null && committed.getValue() >= 0) offsets.put(committed.getKey(), committed.getValue());
    }
    others.removeAll(offsets.keySet());
    if (others.isEmpty()) return offsets;
    if (otherwise == OffsetResetStrategy.NONE) throw new NoOffsetForPartitionException(new HashSet<>(others));
    offsets.putAll(
        otherwise == OffsetResetStrategy.LATEST ? broker.endOffsets(others) : broker.beginningOffsets(others));
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return otherwise;
  }
}
