package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartOffsetsTest {
  private static final TopicPartition COMMITTED = new TopicPartition("t", 0);
  private static final TopicPartition NEW = new TopicPartition("t", 1);

  /** Partition 0 stands at 7, no other has a committed offset; all begin at 3 and end at 9. */
  private static final class Broker implements PartitionOffsetsRetriever {
    @Override
    public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
      var offsets = new HashMap<TopicPartition, Long>();
      for (var partition : partitions) offsets.put(partition, partition.equals(COMMITTED) ? 7L : null);
      return offsets;
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
      return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> 3L));
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
      return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> 9L));
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
      throw new UnsupportedOperationException();
    }
  }

  private static Map<TopicPartition, Long> offsets(String otherwise) {
    return new StartOffsets(Map.of(), otherwise).getPartitionOffsets(List.of(COMMITTED, NEW), new Broker());
  }

  @Test
  void aCommittedOffsetWinsAndAnotherPartitionStartsWhereItWasTold() {
    assertEquals(Map.of(COMMITTED, 7L, NEW, 3L), offsets("earliest"));
    assertEquals(Map.of(COMMITTED, 7L, NEW, 9L), offsets("latest"));
  }

  @Test
  void aGivenOffsetWinsOverACommittedOne() {
    var offsets = new StartOffsets(Map.of("t-0", 5L), "latest").getPartitionOffsets(List.of(COMMITTED, NEW), new Broker());
    assertEquals(Map.of(COMMITTED, 5L, NEW, 9L), offsets);
  }

  @Test
  void noneFailsWhereNoOffsetWasCommittedAndNamesThePartition() {
    var failure = assertThrows(NoOffsetForPartitionException.class, () -> offsets("none"));
    assertEquals(Set.of(NEW), failure.partitions());
  }

  @Test
  void whatIsLeftOfADeletedBeginningIsReadByTheSameRule() {
    assertEquals(OffsetResetStrategy.LATEST, new StartOffsets(Map.of(), "latest").getAutoOffsetResetStrategy());
  }
}
