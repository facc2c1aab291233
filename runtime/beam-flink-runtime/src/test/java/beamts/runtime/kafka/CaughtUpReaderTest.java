package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.clock.ManualClock;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CaughtUpReaderTest {
  private static final long NOW_MS = 1_700_000_000_000L;

  private final ManualClock time = new ManualClock(NOW_MS * 1_000_000);
  private final FakeReader records = new FakeReader();
  private final Outputs outputs = new Outputs();
  /** The broker knows of one partition. */
  private final EndOffsets ends = new EndOffsets(() -> null, List.of("t"), 1, time);

  private CaughtUpReader oneOf(int readers) {
    return new CaughtUpReader(records, readers, ends, 1_000, 300_000, time);
  }

  private void askTheBroker() {
    var consumer = new BrokerConsumer(0, 0);
    ends.look(new PartitionEnds(consumer, consumer));
  }

  private List<String> pollAfter(CaughtUpReader reader, long ms) throws Exception {
    time.advanceTime(ms, TimeUnit.MILLISECONDS);
    reader.pollNext(outputs);
    return outputs.said();
  }

  private static KafkaPartitionSplit split(int partition) {
    return new KafkaPartitionSplit(new TopicPartition("t", partition), 0);
  }

  @Test
  void allPartitionsAreKnownToFlinkBeforeOneTellsItsTime() throws Exception {
    var reader = oneOf(1);
    reader.addSplits(List.of(split(0), split(1)));
    records.has("t-0", NOW_MS - 5_000);
    var said = pollAfter(reader, 0);
    assertTrue(said.containsAll(List.of("+t-0", "t-0 record", "+t-1")), said::toString);
    assertEquals("t-0 watermark " + (NOW_MS - 5_001), said.get(said.size() - 1));
  }

  @Test
  void watermarksAreToldTenTimesASecond() throws Exception {
    var reader = oneOf(1);
    reader.addSplits(List.of(split(0)));
    for (var i = 0; i < 3; i++) records.has("t-0", NOW_MS - 5_000 + i);
    pollAfter(reader, 0);
    assertEquals(List.of("t-0 record"), pollAfter(reader, 99));
    assertEquals(List.of("t-0 record", "t-0 watermark " + (NOW_MS - 4_999)), pollAfter(reader, 1));
  }

  @Test
  void aReaderWithoutRecordsIsWokenForItsWatermarks() throws Exception {
    var reader = oneOf(1);
    assertFalse(reader.isAvailable().isDone());
    reader.isAvailable().get(10, TimeUnit.SECONDS);
  }

  @Test
  void oneOfMoreReadersThanPartitionsIsIdle() throws Exception {
    var reader = oneOf(2);
    assertEquals(List.of(), pollAfter(reader, 0));
    askTheBroker();
    assertEquals(List.of("main idle"), pollAfter(reader, 100));
  }

  @Test
  void aReaderThatMayYetGetAPartitionHoldsBackTheOthersAtTheStart() throws Exception {
    var reader = oneOf(1);
    askTheBroker();
    assertEquals(List.of(), pollAfter(reader, 0));
    assertEquals(List.of(), pollAfter(reader, 30_000));
  }

  @Test
  void aReaderThatWasLeftOutIsIdleAfterAMinuteAlthoughThereAreEnoughPartitions() throws Exception {
    var reader = oneOf(1);
    askTheBroker();
    assertEquals(List.of("main idle"), pollAfter(reader, 60_001));
  }
}
