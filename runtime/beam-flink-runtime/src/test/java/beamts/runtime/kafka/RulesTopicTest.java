package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.clock.ManualClock;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RulesTopicTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final long LEAD_MS = 1_500;

  private final ManualClock clock = new ManualClock(NOW_MS * 1_000_000);
  private final BrokerConsumer broker = new BrokerConsumer(0, 0);
  private final RulesTopic rules = new RulesTopic(() -> null, settings(), clock);

  static RulesSettings settings() {
    var settings = new RulesSettings();
    settings.topic = "t";
    settings.leadMs = LEAD_MS;
    settings.aheadMs = 500;
    return settings;
  }

  private void look() {
    rules.look(new PartitionEnds(broker, broker));
  }

  private void lookAfter(long ms) {
    clock.advanceTime(ms, TimeUnit.MILLISECONDS);
    look();
  }

  @Test
  void anEmptyTopicIsKnownFromItsFirstLookOn() {
    assertEquals(RulesTopic.NOTHING, rules.coveredMs());
    look();
    assertEquals(NOW_MS + LEAD_MS, rules.coveredMs());
    assertEquals(0, rules.lagMs());
    lookAfter(200);
    assertEquals(NOW_MS + 200 + LEAD_MS, rules.coveredMs());
  }

  @Test
  void recordsComeInTheirOrderAndOnce() {
    broker.withRule(0, NOW_MS - 9_000).withRule(1, NOW_MS - 8_000);
    look();
    assertEquals(0, rules.next().offset());
    assertEquals(1, rules.next().offset());
    lookAfter(200);
    assertNull(rules.next());
    broker.withRule(2, NOW_MS + 300);
    lookAfter(200);
    assertEquals(2, rules.next().offset());
    assertEquals(3, rules.count());
  }

  @Test
  void whatIsThereAndDoesNotComeIsWaitedFor() {
    look();
    broker.updateEndOffsets(Map.of(BrokerConsumer.PARTITION, 1L));
    lookAfter(200);
    assertEquals(NOW_MS + LEAD_MS, rules.coveredMs());
    assertEquals(200, rules.lagMs());
    broker.withRule(0, NOW_MS + 100);
    lookAfter(200);
    assertEquals(NOW_MS + 400 + LEAD_MS, rules.coveredMs());
  }

  @Test
  void theMarkOfATransactionIsPassedOver() {
    broker.updateEndOffsets(Map.of(BrokerConsumer.PARTITION, 2L));
    broker.skipTo(2);
    look();
    assertEquals(NOW_MS + LEAD_MS, rules.coveredMs());
  }

  @Test
  void anOpenTransactionIsWaitedFor() {
    var all = new BrokerConsumer(0, 1);
    rules.look(new PartitionEnds(broker, all));
    assertEquals(RulesTopic.NOTHING, rules.coveredMs());
  }

  @Test
  void theTimeIsTakenBeforeTheEndIsAskedFor() {
    var slow =
        new BrokerConsumer(0, 0) {
          @Override
          public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            clock.advanceTime(3, TimeUnit.SECONDS);
            return super.endOffsets(partitions);
          }
        };
    rules.look(new PartitionEnds(slow, slow));
    assertEquals(NOW_MS + LEAD_MS, rules.coveredMs());
  }

  @Test
  void theTimeStaysWhereTheBrokerIsAway() {
    look();
    broker.setPollException(new KafkaException("away"));
    broker.withRule(0, NOW_MS);
    assertThrows(KafkaException.class, () -> lookAfter(200));
    assertEquals(NOW_MS + LEAD_MS, rules.coveredMs());
    lookAfter(200);
    assertEquals(0, rules.next().offset());
    assertEquals(NOW_MS + 400 + LEAD_MS, rules.coveredMs());
  }

  @Test
  void aTopicThatIsMissingIsWaitedFor() {
    broker.withPartitions(0);
    look();
    assertEquals(RulesTopic.NOTHING, rules.coveredMs());
    broker.withPartitions(1);
    lookAfter(200);
    assertEquals(NOW_MS + 200 + LEAD_MS, rules.coveredMs());
  }

  @Test
  void aTopicOfMorePartitionsIsNotTaken() {
    broker.withPartitions(2).withRule(0, NOW_MS);
    look();
    assertNull(rules.next());
    assertEquals(RulesTopic.NOTHING, rules.coveredMs());
  }

  @Test
  void aRecordWithTheTimeOfItsProducerIsNotTakenNorAnyBehindIt() {
    broker.withRule(0, NOW_MS).withRule(1, NOW_MS, TimestampType.CREATE_TIME);
    look();
    // It comes again.
    broker.withRule(1, NOW_MS, TimestampType.CREATE_TIME).withRule(2, NOW_MS);
    lookAfter(200);
    assertEquals(0, rules.next().offset());
    assertNull(rules.next());
    assertEquals(RulesTopic.NOTHING, rules.coveredMs());
  }

  @Test
  void aTopicWhoseFirstRecordsAreDeletedIsNotTaken() {
    broker.updateBeginningOffsets(Map.of(BrokerConsumer.PARTITION, 1L));
    broker.withRule(1, NOW_MS);
    look();
    assertNull(rules.next());
    assertEquals(RulesTopic.NOTHING, rules.coveredMs());
  }

  @Test
  void aTopicThatWasMadeAnewIsReadByAJobThatRestarts() {
    broker.withRule(0, NOW_MS).withRule(1, NOW_MS);
    look();
    broker.updateEndOffsets(Map.of(BrokerConsumer.PARTITION, 1L));
    lookAfter(200);
    var failure = assertThrows(IllegalStateException.class, rules::next);
    assertTrue(failure.getMessage().contains("made anew: read up to offset 2, found 1"), failure.getMessage());
    assertEquals(NOW_MS + LEAD_MS, rules.coveredMs());
  }
}
