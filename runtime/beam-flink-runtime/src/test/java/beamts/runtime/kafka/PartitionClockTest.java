package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
  private static final long IDLE_AFTER_MS = 1_000;
  private static final long MAX_FUTURE_SKEW_MS = 300_000;
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final long HOURS_AGO_MS = NOW_MS - 10_000_000;
  private static final long FIRST_OFFSET = 5;

  private final ManualClock time = new ManualClock(NOW_MS * 1_000_000);
  private final BrokerConsumer consumer = new BrokerConsumer(0, FIRST_OFFSET);
  private final EndOffsets ends = new EndOffsets(() -> null, List.of("t"), 1, time);
  private long nextOffset = FIRST_OFFSET;
  private PartitionClock clock = clockOf(new KafkaPartitionSplit(BrokerConsumer.PARTITION, FIRST_OFFSET));

  private PartitionClock clockOf(KafkaPartitionSplit split) {
    return new PartitionClock(split, MAX_FUTURE_SKEW_MS, time, new Outputs());
  }

  private void record(long timestampMs) {
    var bytes = ByteBuffer.allocate(14).putLong(nextOffset++).array();
    consumer.updateEndOffsets(Map.of(BrokerConsumer.PARTITION, nextOffset));
    clock.collect(WindowedValue.valueInGlobalWindow(bytes), timestampMs);
  }

  private long time() {
    clock.tick(ends, IDLE_AFTER_MS);
    return clock.timeMs();
  }

  /** Ticks as the reader does, and the broker is asked ten times a second. */
  private long timeAfter(long ms) {
    for (var passed = 0; passed < ms; passed += 100) {
      time.advanceTime(100, TimeUnit.MILLISECONDS);
      ends.look(new PartitionEnds(consumer, consumer));
      time();
    }
    return clock.timeMs();
  }

  private void catchUp() {
    time();
    timeAfter(IDLE_AFTER_MS + 200);
    assertTrue(clock.isSilent());
  }

  private static void assertAbout(long expectedMs, long foundMs) {
    assertTrue(Math.abs(foundMs - expectedMs) <= 5_000, expectedMs + " is not about " + foundMs);
  }

  @Test
  void aPartitionThatNeverHadARecordTellsNoTimeAndHoldsNothingBackOnceItIsKnownToBeEmpty() {
    time();
    assertFalse(clock.isSilent());
    catchUp();
    assertEquals(PartitionClock.NO_TIME, timeAfter(60_000));
  }

  @Test
  void theTimeFollowsTheNewestRecordAndNeverGoesBack() {
    record(NOW_MS - 9_000);
    assertEquals(NOW_MS - 9_001, time());
    record(NOW_MS - 8_000);
    assertEquals(NOW_MS - 8_001, time());
    record(NOW_MS - 10_000);
    assertEquals(NOW_MS - 8_001, time());
  }

  @Test
  void aSilentPartitionThatWasReadToItsEndGoesOnAtTheSpeedOfTheWallClockFromWhereItStood() {
    record(HOURS_AGO_MS);
    catchUp();
    assertAbout(HOURS_AGO_MS - 1 + 60_000, timeAfter(60_000 - IDLE_AFTER_MS - 200));
  }

  @Test
  void aSilentPartitionThatHasMoreWaitsForIt() {
    record(HOURS_AGO_MS);
    consumer.updateEndOffsets(Map.of(BrokerConsumer.PARTITION, nextOffset + 1));
    time();
    assertEquals(HOURS_AGO_MS - 1, timeAfter(10_000));
    assertFalse(clock.isSilent());
  }

  @Test
  void aSilentPartitionThatGetsMoreSpeaksEvenBeforeItsRecordsAreHere() {
    record(HOURS_AGO_MS);
    catchUp();
    consumer.updateEndOffsets(Map.of(BrokerConsumer.PARTITION, nextOffset + 1));
    var before = clock.timeMs();
    assertAbout(before, timeAfter(100));
    assertFalse(clock.isSilent());
  }

  @Test
  void onceCaughtUpAJumpIsBelievedAfterSomeSeconds() {
    record(HOURS_AGO_MS);
    catchUp();
    var before = clock.timeMs();
    record(HOURS_AGO_MS + 600_000);
    time();
    assertAbout(before + 2 * (PartitionClock.JUMP_AFTER_MS - 1_000), timeAfter(PartitionClock.JUMP_AFTER_MS - 1_000));
    timeAfter(900);
    assertTrue(timeAfter(200) >= HOURS_AGO_MS + 599_999);
  }

  @Test
  void whatComesAtTheSpeedOfTheWallClockIsNoJump() {
    record(NOW_MS - 2_000);
    catchUp();
    for (var second = 0; second < 10; second++) {
      var newest = time.absoluteTimeMillis() - 500;
      record(newest);
      assertTrue(timeAfter(1_000) >= newest - 1, "after " + second + " s");
    }
  }

  @Test
  void aRecordFromTheFarFutureSaysNothingAboutTheTime() {
    record(NOW_MS - 9_000);
    record(NOW_MS + MAX_FUTURE_SKEW_MS + 1);
    assertEquals(NOW_MS - 9_001, time());
  }

  @Test
  void aRecordSomewhatAheadTakesTheTimeToTheClockAndNoFurther() {
    record(NOW_MS + 2_000);
    assertEquals(NOW_MS, time());
    assertEquals(NOW_MS + 500, timeAfter(500));
    assertEquals(NOW_MS + 2_000, timeAfter(1_500));
  }

  @Test
  void theTimeIsInTheCheckpointAndGoesOnFromThere() throws Exception {
    record(HOURS_AGO_MS);
    catchUp();
    record(HOURS_AGO_MS + 600_000);
    var before = time();
    var serializer = new SplitWithTime.Serializer();
    var split = clock.withTime(new KafkaPartitionSplit(BrokerConsumer.PARTITION, nextOffset), before);
    time.advanceTime(1, TimeUnit.HOURS);
    clock = clockOf(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)));
    assertEquals(before, time());
    assertTrue(timeAfter(PartitionClock.JUMP_AFTER_MS - 1_000) < HOURS_AGO_MS + 600_000 - 1);
    assertTrue(timeAfter(2_000) >= HOURS_AGO_MS + 600_000 - 1);
  }

  @Test
  void aCheckpointFromBeforeTimesWereKeptCanBeRead() throws Exception {
    var old = new KafkaPartitionSplit(BrokerConsumer.PARTITION, 7);
    var flinks = new org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer();
    var read = new SplitWithTime.Serializer().deserialize(flinks.getVersion(), flinks.serialize(old));
    assertEquals(old, read);
    clock = clockOf(read);
    assertEquals(PartitionClock.NO_TIME, time());
  }
}
