package beamts.runtime.kafka;

import static beamts.runtime.kafka.BrokerConsumer.PARTITION;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class EndOffsetsTest {
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final ManualClock clock = new ManualClock();
  private final BrokerConsumer consumer = new BrokerConsumer(0, 5);
  private final PartitionEnds broker = new PartitionEnds(consumer, consumer);
  private final EndOffsets ends = new EndOffsets(() -> broker, List.of("t"), 1, clock);

  @Test
  void aPartitionIsLookedUpOnceItWasAskedFor() {
    assertEquals(UNKNOWN, ends.reachedAtMs(PARTITION, 5));
    clock.advanceTime(40, TimeUnit.MILLISECONDS);
    ends.look(broker);
    clock.advanceTime(10, TimeUnit.MILLISECONDS);
    assertEquals(40, ends.reachedAtMs(PARTITION, 5));
  }

  @Test
  void aPartitionThatHasMoreIsNoLongerReadToItsEnd() {
    ends.reachedAtMs(PARTITION, 5);
    ends.look(broker);
    consumer.updateEndOffsets(Map.of(PARTITION, 6L));
    ends.look(broker);
    assertEquals(UNKNOWN, ends.reachedAtMs(PARTITION, 5));
  }

  @Test
  void whatWasFoundForAnotherPlaceDoesNotCount() {
    ends.reachedAtMs(PARTITION, 5);
    ends.look(broker);
    assertEquals(UNKNOWN, ends.reachedAtMs(PARTITION, 6));
  }

  @Test
  void aPartitionThatIsForgottenIsAskedForAnew() {
    ends.reachedAtMs(PARTITION, 5);
    ends.look(broker);
    ends.forget(PARTITION);
    assertEquals(UNKNOWN, ends.reachedAtMs(PARTITION, 5));
  }

  @Test
  void theNumberOfPartitionsIsUnknownUntilTheBrokerKnowsTheTopic() {
    var later = new EndOffsets(() -> broker, List.of("unknown"), 1, clock);
    later.look(broker);
    assertEquals(Integer.MAX_VALUE, later.partitions());
    ends.look(broker);
    assertEquals(1, ends.partitions());
  }

  @Test
  void theThreadGoesOnAfterAnyFailureAndEndsWhenItIsClosed() {
    var failures = new AtomicInteger(3);
    var stubborn =
        new EndOffsets(
            () -> {
              if (failures.getAndDecrement() > 0) throw new IllegalStateException("not yet");
              return broker;
            },
            List.of("t"),
            1,
            clock);
    stubborn.start();
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          while (stubborn.reachedAtMs(PARTITION, 5) == UNKNOWN) Thread.sleep(1);
          stubborn.close();
          while (!consumer.closed()) Thread.sleep(1);
        });
  }
}
