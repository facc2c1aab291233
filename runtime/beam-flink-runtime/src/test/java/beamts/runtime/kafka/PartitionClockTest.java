package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
  private static final long IDLE_AFTER_MS = 1_000;
  private static final long MAX_FUTURE_SKEW_MS = 300_000;
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final long FIRST_OFFSET = 5;

  private final ManualClock time = new ManualClock(NOW_MS * 1_000_000);
  private final Outputs outputs = new Outputs();
  private final PartitionClock clock =
      new PartitionClock(
          new KafkaPartitionSplit(BrokerConsumer.PARTITION, FIRST_OFFSET), MAX_FUTURE_SKEW_MS, time);
  private BrokerConsumer consumer = new BrokerConsumer(0, FIRST_OFFSET);
  private final EndOffsets ends = new EndOffsets(() -> null, List.of("t"), 1, time);

  @BeforeEach
  void register() {
    clock.outputTo(outputs);
    outputs.said();
  }

  private void record(long timestampMs, long offset) {
    var bytes = ByteBuffer.allocate(14).putLong(offset).array();
    clock.collect(WindowedValue.valueInGlobalWindow(bytes), timestampMs);
    outputs.said();
  }

  private List<String> tell() {
    clock.tell(ends, IDLE_AFTER_MS);
    return outputs.said();
  }

  private void pass(long ms) {
    time.advanceTime(ms, TimeUnit.MILLISECONDS);
  }

  private void askTheBroker() {
    ends.look(new PartitionEnds(consumer, consumer));
  }

  @Test
  void theWatermarkFollowsTheNewestRecordAndNeverGoesBack() {
    record(NOW_MS - 9_000, 5);
    assertEquals(List.of("t-0 watermark " + (NOW_MS - 9_001)), tell());
    record(NOW_MS - 10_000, 6);
    assertEquals(List.of(), tell());
  }

  @Test
  void aSilentPartitionThatWasReadToItsEndFollowsTheWallClock() {
    tell();
    pass(IDLE_AFTER_MS + 1);
    assertEquals(List.of(), tell());
    askTheBroker();
    assertEquals(List.of("t-0 watermark " + (NOW_MS + IDLE_AFTER_MS + 1)), tell());
  }

  @Test
  void aSilentPartitionThatHasMoreWaitsForIt() {
    consumer = new BrokerConsumer(0, FIRST_OFFSET + 1).withRecord(FIRST_OFFSET);
    tell();
    pass(IDLE_AFTER_MS + 1);
    tell();
    askTheBroker();
    assertEquals(List.of(), tell());
  }

  @Test
  void whatWasKnownOfAnOlderPlaceDoesNotCountAfterARecord() {
    tell();
    pass(IDLE_AFTER_MS + 1);
    tell();
    askTheBroker();
    record(NOW_MS - 9_000, FIRST_OFFSET);
    assertEquals(List.of("t-0 watermark " + (NOW_MS - 9_001)), tell());
    pass(IDLE_AFTER_MS + 1);
    assertEquals(List.of(), tell());
  }

  @Test
  void aRecordFromTheFarFutureSaysNothingAboutTheTime() {
    record(NOW_MS - 9_000, 5);
    record(NOW_MS + MAX_FUTURE_SKEW_MS + 1, 6);
    assertEquals(List.of("t-0 watermark " + (NOW_MS - 9_001)), tell());
  }

  @Test
  void aRecordSomewhatAheadTakesTheWatermarkToTheClockAndNoFurther() {
    record(NOW_MS + 2_000, 5);
    assertEquals(List.of("t-0 watermark " + NOW_MS), tell());
    pass(500);
    assertEquals(List.of("t-0 watermark " + (NOW_MS + 500)), tell());
    pass(5_000);
    assertEquals(List.of("t-0 watermark " + (NOW_MS + 1_999)), tell());
  }
}
