package beamts.runtime.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/** In place of Flink's reader: gives a record of a partition at each poll, while it has one. */
class FakeReader implements SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> {
  private static final class Record {
    final String splitId;
    final long timestampMs;

    Record(String splitId, long timestampMs) {
      this.splitId = splitId;
      this.timestampMs = timestampMs;
    }
  }

  private final Queue<Record> records = new ArrayDeque<>();
  private final List<KafkaPartitionSplit> splits = new ArrayList<>();
  private final Map<String, Long> nextOffsets = new HashMap<>();
  private boolean ends;
  private long completedCheckpoint;

  void has(String splitId, long timestampMs) {
    records.add(new Record(splitId, timestampMs));
  }

  /** It has no more than it has. */
  void ends() {
    ends = true;
  }

  long completedCheckpoint() {
    return completedCheckpoint;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<WindowedValue<byte[]>> output) {
    var record = records.poll();
    if (record == null) return ends ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    var offset = nextOffsets.merge(record.splitId, 1L, Long::sum) - 1;
    output
        .createOutputForSplit(record.splitId)
        .collect(WindowedValue.valueInGlobalWindow(bytes(offset)), record.timestampMs);
    return InputStatus.MORE_AVAILABLE;
  }

  /** Of the record at this offset. */
  byte[] bytes(long offset) {
    return ByteBuffer.allocate(14).putLong(offset).array();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return records.isEmpty() ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
  }

  @Override
  public void start() {}

  /** Where each partition stands. */
  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return splits.stream()
        .map(split -> new KafkaPartitionSplit(split.getTopicPartition(), nextOffsets.get(split.splitId())))
        .collect(Collectors.toList());
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> added) {
    splits.addAll(added);
    for (var split : added) nextOffsets.put(split.splitId(), split.getStartingOffset());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    completedCheckpoint = checkpointId;
  }

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
