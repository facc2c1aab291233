package beamts.runtime.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.streaming.api.operators.source.WatermarkToDataOutput;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.clock.ManualClock;
import org.apache.kafka.common.TopicPartition;

/** Readers on a topic `t`, and behind them one step that sees their watermarks as Flink shows them. */
final class SimulatedJob {
  private static final long STEP_MS = 50;
  private static final int STEPS_BETWEEN_LOOKS = 20;

  private final int parallelism;
  private final ManualClock clock = new ManualClock(1_700_000_000_000L * 1_000_000);
  private final BrokerConsumer broker = new BrokerConsumer(0, 0);
  /** What each partition holds. */
  private final Map<Integer, List<Long>> log = new HashMap<>();
  private final List<Reading> readers = new ArrayList<>();
  private List<KafkaPartitionSplit> checkpoint;
  private Behind behind;
  private long latestByMs = Long.MIN_VALUE;
  private long steps;

  SimulatedJob(int parallelism, int partitions) {
    this.parallelism = parallelism;
    for (var partition = 0; partition < partitions; partition++) {
      log.put(partition, new ArrayList<>());
      broker.updateEndOffsets(Map.of(new TopicPartition("t", partition), 0L));
    }
    checkpoint =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new KafkaPartitionSplit(new TopicPartition("t", partition), 0))
            .collect(Collectors.toList());
    start();
  }

  private void start() {
    behind = new Behind();
    readers.clear();
    for (var index = 0; index < parallelism; index++) readers.add(new Reading(index));
    for (var split : checkpoint) readers.get(split.getPartition() % parallelism).take(split);
  }

  long nowMs() {
    return clock.absoluteTimeMillis();
  }

  long watermarkMs() {
    return behind.watermarkMs;
  }

  /** How far behind the watermark the latest record was. */
  long latestByMs() {
    return latestByMs;
  }

  void send(int partition, long timestampMs) {
    var records = log.get(partition);
    records.add(timestampMs);
    broker.updateEndOffsets(Map.of(new TopicPartition("t", partition), (long) records.size()));
    readers.get(partition % parallelism).records.has("t-" + partition, timestampMs);
  }

  void checkpoint() {
    checkpoint = readers.stream().flatMap(reading -> reading.reader.snapshotState(1).stream()).collect(Collectors.toList());
  }

  /** All goes back to the last checkpoint, after some seconds. */
  void restart() {
    clock.advanceTime(2, TimeUnit.SECONDS);
    start();
  }

  void run(long ms) {
    for (var end = nowMs() + ms; nowMs() < end; clock.advanceTime(STEP_MS, TimeUnit.MILLISECONDS)) {
      for (var reading : readers) reading.step();
      steps++;
    }
  }

  private final class Reading {
    final FakeReader records = new FakeReader();
    final EndOffsets ends = new EndOffsets(() -> null, List.of("t"), 1, clock);
    final CaughtUpReader reader =
        new CaughtUpReader(records, parallelism, ends, () -> Long.MAX_VALUE, 1_000, 300_000, 0, clock);
    final Channel channel;

    Reading(int index) {
      channel = new Channel(index);
    }

    void take(KafkaPartitionSplit split) {
      reader.addSplits(List.of(split));
      var held = log.get(split.getPartition());
      for (var record : held.subList((int) split.getStartingOffset(), held.size())) {
        records.has("t-" + split.getPartition(), record);
      }
    }

    void step() {
      try {
        while (reader.pollNext(channel) == InputStatus.MORE_AVAILABLE) {}
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      if (steps % STEPS_BETWEEN_LOOKS == 0) ends.look(new PartitionEnds(broker, broker));
    }
  }

  /** Flink's way from a reader to the step behind it. */
  private final class Channel implements ReaderOutput<WindowedValue<byte[]>> {
    private final WatermarkToDataOutput watermarks;

    Channel(int index) {
      watermarks =
          new WatermarkToDataOutput(
              new Behind() {
                @Override
                public void emitWatermark(org.apache.flink.streaming.api.watermark.Watermark watermark) throws Exception {
                  behind.valve.inputWatermark(watermark, index, behind);
                }

                @Override
                public void emitWatermarkStatus(WatermarkStatus status) throws Exception {
                  behind.valve.inputWatermarkStatus(status, index, behind);
                }
              });
    }

    @Override
    public void collect(WindowedValue<byte[]> record, long timestampMs) {
      latestByMs = Math.max(latestByMs, behind.watermarkMs - timestampMs);
    }

    @Override
    public void collect(WindowedValue<byte[]> record) {
      throw new AssertionError("records have times");
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      watermarks.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      watermarks.markIdle();
    }

    @Override
    public void markActive() {
      watermarks.markActive();
    }

    @Override
    public SourceOutput<WindowedValue<byte[]>> createOutputForSplit(String splitId) {
      throw new AssertionError("the reader keeps the times of its partitions itself");
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }

  private class Behind implements PushingAsyncDataInput.DataOutput<Object> {
    final StatusWatermarkValve valve = new StatusWatermarkValve(parallelism);
    long watermarkMs = Long.MIN_VALUE / 2;

    @Override
    public void emitWatermark(org.apache.flink.streaming.api.watermark.Watermark watermark) throws Exception {
      watermarkMs = watermark.getTimestamp();
    }

    @Override
    public void emitRecord(StreamRecord<Object> record) {}

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) throws Exception {}

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}
  }
}
