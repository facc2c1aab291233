package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
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
  /** It has one partition to count; the other was added since. */
  private final BrokerConsumer broker = new BrokerConsumer(0, 0);
  private final EndOffsets ends = new EndOffsets(() -> null, List.of("t"), 1, time);

  {
    broker.updateEndOffsets(Map.of(new TopicPartition("t", 1), 0L));
  }

  private CaughtUpReader oneOf(int readers) {
    return oneOf(readers, 0);
  }

  private CaughtUpReader oneOf(int readers, long disorderMs) {
    return new CaughtUpReader(records, readers, ends, () -> Long.MAX_VALUE, 1_000, 300_000, disorderMs, time);
  }

  private void askTheBroker() {
    ends.look(new PartitionEnds(broker, broker));
  }

  private List<String> pollAfter(CaughtUpReader reader, long ms) throws Exception {
    time.advanceTime(ms, TimeUnit.MILLISECONDS);
    reader.pollNext(outputs);
    return outputs.said();
  }

  private static KafkaPartitionSplit split(int partition) {
    return split(partition, 0);
  }

  private static KafkaPartitionSplit split(int partition, long offset) {
    return new KafkaPartitionSplit(new TopicPartition("t", partition), offset);
  }

  @Test
  void theTimeIsThatOfTheLastOfThePartitionsThatSpeak() throws Exception {
    var reader = oneOf(1);
    reader.addSplits(List.of(split(0), split(1)));
    records.has("t-0", NOW_MS - 5_000);
    records.has("t-1", NOW_MS - 7_000);
    assertEquals(List.of("record"), pollAfter(reader, 0));
    // Nothing is known of the other one yet.
    assertEquals(List.of("record"), pollAfter(reader, 100));
    assertEquals(List.of("watermark " + (NOW_MS - 7_001)), pollAfter(reader, 100));
  }

  @Test
  void theWatermarkStaysBehindByTheDisorderThatIsAllowed() throws Exception {
    var reader = oneOf(1, 2_000);
    reader.addSplits(List.of(split(0)));
    records.has("t-0", NOW_MS - 5_000);
    pollAfter(reader, 0);
    assertEquals(List.of("watermark " + (NOW_MS - 7_001)), pollAfter(reader, 100));
  }

  @Test
  void aSilentPartitionHoldsNothingBackAndWhereAllAreSilentTheLatestTimeGoesOn() throws Exception {
    var reader = oneOf(1);
    reader.addSplits(List.of(split(0), split(1)));
    records.has("t-0", NOW_MS - 5_000);
    pollAfter(reader, 0);
    pollAfter(reader, 1_100);
    pollAfter(reader, 100);
    broker.updateEndOffsets(Map.of(new TopicPartition("t", 0), 1L));
    askTheBroker();
    // One speaks again, and the other, which never did, is not waited for.
    records.has("t-0", NOW_MS - 5_000);
    pollAfter(reader, 0);
    assertEquals(List.of("watermark " + (NOW_MS - 5_001)), pollAfter(reader, 100));
    broker.updateEndOffsets(Map.of(new TopicPartition("t", 0), 2L));
    pollAfter(reader, 2_000);
    askTheBroker();
    assertEquals(List.of("watermark " + (NOW_MS - 3_001), "idle"), pollAfter(reader, 100));
    askTheBroker();
    assertEquals(List.of("active", "watermark " + (NOW_MS - 2_901), "idle"), pollAfter(reader, 100));
    assertEquals(List.of(), pollAfter(reader, 100));
  }

  @Test
  void watermarksAreToldTenTimesASecond() throws Exception {
    var reader = oneOf(1);
    reader.addSplits(List.of(split(0)));
    for (var i = 0; i < 3; i++) records.has("t-0", NOW_MS - 5_000 + i);
    pollAfter(reader, 0);
    assertEquals(List.of("record"), pollAfter(reader, 99));
    assertEquals(List.of("watermark " + (NOW_MS - 5_000), "record"), pollAfter(reader, 1));
  }

  @Test
  void afterARestartTheTimeIsToldBeforeTheFirstRecord() throws Exception {
    var reader = oneOf(1);
    reader.addSplits(List.of(split(0)));
    records.has("t-0", NOW_MS - 5_000);
    pollAfter(reader, 0);
    pollAfter(reader, 100);
    var checkpoint = reader.snapshotState(1);
    var rest = new FakeReader();
    var restarted = new CaughtUpReader(rest, 1, ends, () -> Long.MAX_VALUE, 1_000, 300_000, 0, time);
    restarted.addSplits(checkpoint);
    rest.has("t-0", NOW_MS - 4_000);
    assertEquals(List.of("watermark " + (NOW_MS - 5_001), "record"), pollAfter(restarted, 0));
    assertEquals(restarted.snapshotState(2), List.of(split(0, 2)));
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
    assertEquals(List.of("idle"), pollAfter(reader, 100));
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
    assertEquals(List.of("idle"), pollAfter(reader, 60_001));
  }
}
