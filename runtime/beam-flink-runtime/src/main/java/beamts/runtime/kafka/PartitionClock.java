package beamts.runtime.kafka;

import java.util.ArrayDeque;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.clock.Clock;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows the records of one partition on their way out and knows its time: none before its first record, then that of
 * its newest record, and from where it stood at the speed of the wall clock while it is silent and has been read to its
 * end. Used by the task's thread only.
 *
 * <p>Once a partition has been read to its end, others that were, too, hold nothing back any more. Old records that are
 * then sent at many times their own speed reach one partition a moment before another, and a moment is minutes of their
 * time: such a jump is believed after {@link #JUMP_AFTER_MS} only.
 */
final class PartitionClock implements SourceOutput<WindowedValue<byte[]>> {
  static final long NO_TIME = Long.MIN_VALUE;
  static final long JUMP_AFTER_MS = 5_000;
  /** What comes no faster is no jump. A little faster than the clock, so that what fell behind catches up. */
  private static final int FASTEST_WALK = 2;

  /** A newest time and when it came, by the clock that is never set. */
  private static final class Arrival {
    final long atMs;
    final long newestMs;

    Arrival(long atMs, long newestMs) {
      this.atMs = atMs;
      this.newestMs = newestMs;
    }
  }

  private final TopicPartition partition;
  private final long startingOffset;
  private final long maxFutureSkewMs;
  private final Clock clock;
  private final SourceOutput<WindowedValue<byte[]>> next;
  private final ArrayDeque<Arrival> jumps = new ArrayDeque<>();
  private WindowedValue<byte[]> lastRecord;
  private long newestMs;
  private long timeMs;
  /** Whether it has ever been read to its end. */
  private boolean wasCaughtUp;
  /** Times up to here are believed. */
  private long credibleMs = Long.MIN_VALUE;
  private boolean hasSpoken;
  private boolean isSilent;
  private long silentSinceMs;
  /** How much of the silence is in {@link #timeMs}. */
  private long silenceToldMs;
  private long tickedAtMs;

  /** {@code next} gets the records. */
  PartitionClock(
      KafkaPartitionSplit split, long maxFutureSkewMs, Clock clock, SourceOutput<WindowedValue<byte[]>> next) {
    partition = split.getTopicPartition();
    startingOffset = split.getStartingOffset();
    this.maxFutureSkewMs = maxFutureSkewMs;
    this.clock = clock;
    this.next = next;
    var known = SplitWithTime.of(split);
    timeMs = known.timeMs;
    newestMs = known.newestMs;
    wasCaughtUp = known.wasCaughtUp;
    silentSinceMs = tickedAtMs = clock.relativeTimeMillis();
    if (newestMs > timeMs) jumps.add(new Arrival(tickedAtMs, newestMs));
  }

  @Override
  public void collect(WindowedValue<byte[]> record, long timestampMs) {
    if (timestampMs > newestMs && isCredible(timestampMs)) {
      if (newestMs == NO_TIME) timeMs = untilNow(timestampMs - 1);
      newestMs = timestampMs;
    }
    lastRecord = record;
    hasSpoken = true;
    isSilent = false;
    next.collect(record, timestampMs);
  }

  /** Lets time pass. {@code idleAfterMs}: how long it must have been silent before the broker is asked for its end. */
  void tick(EndOffsets ends, long idleAfterMs) {
    var nowMs = clock.relativeTimeMillis();
    if (hasSpoken) {
      hasSpoken = false;
      silentSinceMs = nowMs;
      silenceToldMs = 0;
      ends.forget(partition);
      if (newestMs > timeMs) jumps.add(new Arrival(nowMs, newestMs));
    } else if (nowMs - silentSinceMs > idleAfterMs) {
      hearOfSilence(ends.reachedAtMs(partition, nextOffset()));
    }
    if (newestMs != NO_TIME) follow(nowMs);
    tickedAtMs = nowMs;
  }

  private void hearOfSilence(long reachedAtMs) {
    isSilent = reachedAtMs != EndOffsets.NEVER;
    if (!isSilent) return;
    wasCaughtUp = true;
    var silenceMs = Math.max(0, reachedAtMs - silentSinceMs);
    if (timeMs != NO_TIME && silenceMs > silenceToldMs) advanceTo(timeMs + silenceMs - silenceToldMs);
    silenceToldMs = Math.max(silenceMs, silenceToldMs);
  }

  /** Records of one time may still follow one another: the time is just before the newest. */
  private void follow(long nowMs) {
    advanceTo(Math.min(newestMs - 1, timeMs + FASTEST_WALK * (nowMs - tickedAtMs)));
    while (!jumps.isEmpty() && (!wasCaughtUp || nowMs - jumps.peek().atMs >= JUMP_AFTER_MS)) {
      advanceTo(jumps.poll().newestMs - 1);
    }
  }

  private void advanceTo(long toMs) {
    timeMs = Math.max(timeMs, untilNow(toMs));
  }

  /** Never ahead of the clock: others may be of the present. */
  private long untilNow(long atMs) {
    return Math.min(atMs, clock.absoluteTimeMillis());
  }

  /** A record from too far ahead becomes a dead letter. Were it believed, all payments until then would be late. */
  private boolean isCredible(long timestampMs) {
    // The clock is only asked where its last answer does not do.
    if (timestampMs > credibleMs) credibleMs = clock.absoluteTimeMillis() + maxFutureSkewMs;
    return timestampMs <= credibleMs;
  }

  private long nextOffset() {
    return lastRecord == null ? startingOffset : RecordBytes.offsetOf(lastRecord.getValue()) + 1;
  }

  /** All records up to this time, in epoch ms, have come, as far as this partition knows; {@link #NO_TIME} before any. */
  long timeMs() {
    return timeMs;
  }

  /** Silent, with nothing more to read: it holds nothing back. */
  boolean isSilent() {
    return isSilent;
  }

  /** The split with the time, for a checkpoint. {@code toldMs}: what has been told of the time of all; it stays told. */
  KafkaPartitionSplit withTime(KafkaPartitionSplit split, long toldMs) {
    return new SplitWithTime(split, Math.max(timeMs, timeMs == NO_TIME ? NO_TIME : toldMs), newestMs, wasCaughtUp);
  }

  @Override
  public void collect(WindowedValue<byte[]> record) {
    collect(record, record.getTimestamp().getMillis());
  }

  /** Flink's reader has no watermarks of its own. */
  @Override
  public void emitWatermark(Watermark watermark) {}

  @Override
  public void markIdle() {}

  /** It has more, which only waits: it is not silent. */
  @Override
  public void markActive() {
    hasSpoken = true;
    isSilent = false;
  }
}
