package beamts.runtime.kafka;

import static beamts.runtime.kafka.BrokerConsumer.PARTITION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.junit.jupiter.api.Test;

class PartitionEndsTest {
  private static boolean isReached(BrokerConsumer consumer, long nextOffset) {
    return new PartitionEnds(consumer, consumer).isReached(PARTITION, nextOffset);
  }

  @Test
  void theEndIsReachedWhereNothingLiesBehind() {
    assertTrue(isReached(new BrokerConsumer(0, 7), 7));
    assertTrue(isReached(new BrokerConsumer(0, 0), 0));
  }

  @Test
  void aRecordBehindIsStillToBeRead() {
    assertFalse(isReached(new BrokerConsumer(0, 8).withRecord(7), 7));
  }

  @Test
  void theMarkOfATransactionIsNotToBeRead() {
    assertTrue(isReached(new BrokerConsumer(0, 8).skipTo(8), 7));
  }

  @Test
  void aFetchThatGetsNothingInItsTimeSaysNothing() {
    assertFalse(isReached(new BrokerConsumer(0, 8), 7));
  }

  @Test
  void aPartitionThatFlinkFoundLaterBeginsAtFlinksWordForTheBeginning() {
    assertTrue(isReached(new BrokerConsumer(0, 0), KafkaPartitionSplit.EARLIEST_OFFSET));
    assertFalse(isReached(new BrokerConsumer(0, 1).withRecord(0), KafkaPartitionSplit.EARLIEST_OFFSET));
  }

  @Test
  void aTransactionThatIsStillOpenMayYetBeRead() {
    // Who reads only what is committed is told that the partition ends where the transaction begins.
    var committed = new BrokerConsumer(0, 7);
    var all = new BrokerConsumer(0, 9);
    assertFalse(new PartitionEnds(committed, all).isReached(PARTITION, 7));
    // Taken back, its records are passed over.
    assertTrue(new PartitionEnds(committed.skipTo(9), all).isReached(PARTITION, 7));
  }

  @Test
  void aTopicThatTheBrokerDoesNotKnowYetHasNoPartitions() {
    var ends = new PartitionEnds(new BrokerConsumer(0, 0), null);
    assertEquals(1, ends.count(List.of("t")));
    assertEquals(0, ends.count(List.of("unknown")));
  }

  @Test
  void theConsumerJoinsNoGroupAndReadsWhatIsLeftWhereTheJobsPlaceWasDeleted() {
    var jobs = new Properties();
    jobs.putAll(Map.of("group.id", "g", "client.id", "c", "auto.offset.reset", "latest", "sasl.mechanism", "PLAIN"));
    var settings = PartitionEnds.settings(jobs);
    assertNull(settings.getProperty("group.id"));
    assertNull(settings.getProperty("client.id"));
    assertEquals("earliest", settings.getProperty("auto.offset.reset"));
    assertEquals("PLAIN", settings.getProperty("sasl.mechanism"));
  }
}
