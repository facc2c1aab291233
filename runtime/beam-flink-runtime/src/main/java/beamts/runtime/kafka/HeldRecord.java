package beamts.runtime.kafka;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** A payment that Flink's reader has given out, and that waits for rules. */
final class HeldRecord {
  private final String splitId;
  private final SourceOutput<WindowedValue<byte[]>> output;
  private final WindowedValue<byte[]> record;
  final long timestampMs;

  HeldRecord(
      String splitId, SourceOutput<WindowedValue<byte[]>> output, WindowedValue<byte[]> record, long timestampMs) {
    this.splitId = splitId;
    this.output = output;
    this.record = record;
    this.timestampMs = timestampMs;
  }

  void handOn() {
    output.collect(record, timestampMs);
  }

  /** Its partition is not silent meanwhile. */
  void holdBack() {
    output.markActive();
  }

  /** If the split is its own, it begins with it again. */
  KafkaPartitionSplit before(KafkaPartitionSplit split) {
    if (!split.splitId().equals(splitId)) return split;
    return new KafkaPartitionSplit(
        split.getTopicPartition(),
        RecordBytes.offsetOf(record.getValue()),
        split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
  }
}
