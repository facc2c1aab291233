package beamts.runtime.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.clock.Clock;

/** Reads as Flink's reader does, and tells the watermark of its partitions several times a second. */
final class CaughtUpReader extends AroundReader {
  private static final long TICK_MS = 100;
  /** Partitions are given out within moments of a start. */
  private static final long EMPTY_FOR_GOOD_MS = 60_000;

  private final int readers;
  private final EndOffsets ends;
  private final LongSupplier knownUntilMs;
  private final long idleAfterMs;
  private final long maxFutureSkewMs;
  private final long disorderMs;
  private final Clock clock;
  private final long bornMs;
  private final Map<String, PartitionClock> clocks = new HashMap<>();
  /** Partitions whose clock needs an output first. */
  private final List<KafkaPartitionSplit> added = new ArrayList<>();
  private ClockedOutput output;
  private long toldMs = PartitionClock.NO_TIME;
  private CompletableFuture<Void> tick = CompletableFuture.completedFuture(null);
  private long nextTickNanos;

  /** {@code knownUntilMs}: past this, in epoch ms, no time is told. */
  CaughtUpReader(
      SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> records,
      int readers,
      EndOffsets ends,
      LongSupplier knownUntilMs,
      long idleAfterMs,
      long maxFutureSkewMs,
      long disorderMs,
      Clock clock) {
    super(records);
    this.readers = readers;
    this.ends = ends;
    this.knownUntilMs = knownUntilMs;
    this.idleAfterMs = idleAfterMs;
    this.maxFutureSkewMs = maxFutureSkewMs;
    this.disorderMs = disorderMs;
    this.clock = clock;
    bornMs = clock.relativeTimeMillis();
    nextTickNanos = clock.relativeTimeNanos();
  }

  @Override
  public void start() {
    super.start();
    ends.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<WindowedValue<byte[]>> next) throws Exception {
    if (output == null) output = new ClockedOutput(next);
    for (var split : added) clocks.put(split.splitId(), new PartitionClock(split, maxFutureSkewMs, clock, next));
    added.clear();
    // Before the first records: after a restart, too, they are not taken for earlier than they are.
    if (clock.relativeTimeNanos() - nextTickNanos >= 0) {
      nextTickNanos = clock.relativeTimeNanos() + TimeUnit.MILLISECONDS.toNanos(TICK_MS);
      tellTime(next);
    }
    return records.pollNext(output);
  }

  /**
   * The earliest time of the partitions that speak. Where none does, the latest: all have been read to their ends, and
   * sessions must end in all of them. This reader is idle to Flink then and holds back no other, but for the moment of
   * telling how far the time has gone on: Flink takes nothing from one that is idle.
   */
  private void tellTime(ReaderOutput<WindowedValue<byte[]>> next) {
    if (clocks.isEmpty()) {
      if (isEmptyForGood()) next.markIdle();
      return;
    }
    for (var clock : clocks.values()) clock.tick(ends, idleAfterMs);
    var speaking = clocks.values().stream().filter(clock -> !clock.isSilent()).mapToLong(PartitionClock::timeMs).min();
    var timeMs = speaking.orElseGet(() -> clocks.values().stream().mapToLong(PartitionClock::timeMs).max().getAsLong());
    var mostMs = knownUntilMs.getAsLong();
    // Who knows too little to go on holds back the others: a payment that he gets then is no later than theirs.
    var isIdle = speaking.isEmpty() && timeMs < mostMs;
    if (!isIdle) next.markActive();
    tell(next, Math.min(timeMs, mostMs));
    if (isIdle) next.markIdle();
  }

  private void tell(ReaderOutput<WindowedValue<byte[]>> next, long timeMs) {
    if (timeMs <= toldMs) return;
    toldMs = timeMs;
    next.emitWatermark(new Watermark(timeMs - disorderMs));
  }

  /**
   * A reader that will not have a partition must not hold back the others; one that has none yet must. Mostly the numbers
   * tell. They do not after a restore with another parallelism: old partitions are dealt out in turn, ones that were added
   * since by their numbers.
   */
  private boolean isEmptyForGood() {
    return ends.partitions() < readers || clock.relativeTimeMillis() - bornMs > EMPTY_FOR_GOOD_MS;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    var available = super.isAvailable();
    if (available.isDone()) return available;
    if (tick.isDone()) tick = new CompletableFuture<Void>().completeOnTimeout(null, TICK_MS, TimeUnit.MILLISECONDS);
    return CompletableFuture.anyOf(available, tick).thenApply(any -> null);
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    added.addAll(splits);
    super.addSplits(splits);
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return super.snapshotState(checkpointId).stream().map(this::withTime).collect(Collectors.toList());
  }

  private KafkaPartitionSplit withTime(KafkaPartitionSplit split) {
    var known = clocks.get(split.splitId());
    if (known != null) return known.withTime(split, toldMs);
    // Added a moment ago: it knows what it brought along.
    return added.stream().filter(other -> other.splitId().equals(split.splitId())).findFirst().orElse(split);
  }

  @Override
  public void close() throws Exception {
    ends.close();
    super.close();
  }

  /** Gives each partition its clock as output. Flink would keep a time for each: here the reader's is worked out. */
  private final class ClockedOutput extends AroundOutput implements ReaderOutput<WindowedValue<byte[]>> {
    ClockedOutput(ReaderOutput<WindowedValue<byte[]>> next) {
      super(next);
    }

    @Override
    public SourceOutput<WindowedValue<byte[]>> createOutputForSplit(String splitId) {
      return clocks.get(splitId);
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      clocks.remove(splitId);
    }
  }
}
