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
 * The offsets that the group has committed, else the start or the end of a partition. Flink's own initializer leaves the
 * looking up to the readers; here each split knows from the start where it stands, and so whether it is at its end.
 */
final class CommittedOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1;

  private final OffsetResetStrategy otherwise;

  /** {@code otherwise}: earliest, latest, or none to fail where no offset was committed. */
  CommittedOffsets(String otherwise) {
    this.otherwise = OffsetResetStrategy.valueOf(otherwise.toUpperCase(Locale.ROOT));
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever broker) {
    var offsets = new HashMap<>(broker.committedOffsets(partitions));
    offsets.values().removeIf(offset -> offset == null || offset < 0);
    var others = new ArrayList<>(partitions);
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
