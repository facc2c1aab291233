package beamts.runtime.kafka;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/** In place of Flink's reader: gives a record of a partition at each poll, while it has one. */
final class FakeReader implements SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> {
  private static final class Record {
    final String splitId;
    final long timestampMs;

    Record(String splitId, long timestampMs) {
      this.splitId = splitId;
      this.timestampMs = timestampMs;
    }
  }

  private final Queue<Record> records = new ArrayDeque<>();

  void has(String splitId, long timestampMs) {
    records.add(new Record(splitId, timestampMs));
  }

  @Override
  public InputStatus pollNext(ReaderOutput<WindowedValue<byte[]>> output) {
    var record = records.poll();
    if (record == null) return InputStatus.NOTHING_AVAILABLE;
    output
        .createOutputForSplit(record.splitId)
        .collect(WindowedValue.valueInGlobalWindow(new byte[14]), record.timestampMs);
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return records.isEmpty() ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
  }

  @Override
  public void start() {}

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return List.of();
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
