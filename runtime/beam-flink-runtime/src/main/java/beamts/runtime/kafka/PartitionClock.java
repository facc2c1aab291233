package beamts.runtime.kafka;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.clock.Clock;
import org.apache.kafka.common.TopicPartition;

/** Follows the records of one partition on their way out and knows its watermark. Used by the task's thread only. */
final class PartitionClock implements SourceOutput<WindowedValue<byte[]>> {
  private final String splitId;
  private final TopicPartition partition;
  private final long startingOffset;
  private final long maxFutureSkewMs;
  private final Clock clock;
  private SourceOutput<WindowedValue<byte[]>> next;
  private WindowedValue<byte[]> lastRecord;
  private long newestMs = Long.MIN_VALUE;
  private long watermarkMs = Long.MIN_VALUE;
  /** Times up to here are believed. */
  private long credibleMs = Long.MIN_VALUE;
  private boolean isSilent;
  private long silentSinceMs;

  PartitionClock(KafkaPartitionSplit split, long maxFutureSkewMs, Clock clock) {
    splitId = split.splitId();
    partition = split.getTopicPartition();
    startingOffset = split.getStartingOffset();
    this.maxFutureSkewMs = maxFutureSkewMs;
    this.clock = clock;
    silentSinceMs = clock.relativeTimeMillis();
  }

  /** Registers the partition with Flink: from now on its watermark counts, whether or not it has records. */
  SourceOutput<WindowedValue<byte[]>> outputTo(ReaderOutput<WindowedValue<byte[]>> output) {
    if (next == null) next = output.createOutputForSplit(splitId);
    return this;
  }

  @Override
  public void collect(WindowedValue<byte[]> record, long timestampMs) {
    if (timestampMs > newestMs && isCredible(timestampMs)) newestMs = timestampMs;
    lastRecord = record;
    isSilent = false;
    next.collect(record, timestampMs);
  }

  /** Sends the watermark on if it has moved. */
  void tell(EndOffsets ends, long idleAfterMs) {
    // Records of one time may still follow one another. Never ahead of the clock: others may be of the present.
    if (newestMs != Long.MIN_VALUE) advanceTo(Math.min(newestMs - 1, clock.absoluteTimeMillis()));
    if (!isSilent) {
      isSilent = true;
      silentSinceMs = clock.relativeTimeMillis();
      ends.forget(partition);
    } else if (clock.relativeTimeMillis() - silentSinceMs > idleAfterMs) {
      advanceTo(ends.reachedAtMs(partition, nextOffset()));
    }
  }

  /** A record from too far ahead becomes a dead letter. Were it believed, all payments until then would be late. */
  private boolean isCredible(long timestampMs) {
    // The clock is only asked where its last answer does not do.
    if (timestampMs > credibleMs) credibleMs = clock.absoluteTimeMillis() + maxFutureSkewMs;
    return timestampMs <= credibleMs;
  }

  private void advanceTo(long timeMs) {
    if (timeMs <= watermarkMs) return;
    watermarkMs = timeMs;
    next.emitWatermark(new Watermark(timeMs));
  }

  private long nextOffset() {
    return lastRecord == null ? startingOffset : RecordBytes.offsetOf(lastRecord.getValue()) + 1;
  }

  @Override
  public void collect(WindowedValue<byte[]> record) {
    collect(record, record.getTimestamp().getMillis());
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    next.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    next.markIdle();
  }

  @Override
  public void markActive() {
    next.markActive();
  }
}
