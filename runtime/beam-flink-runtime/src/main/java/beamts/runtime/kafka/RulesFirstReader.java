package beamts.runtime.kafka;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.clock.Clock;

/**
 * Hands on the records of the rules topic among the payments: the whole history first, and no payment before the rules
 * that could concern it. One that came too early is kept, and nothing more is read until it may go on. No checkpoint
 * knows of rules: they are read again from the start.
 */
final class RulesFirstReader extends AroundReader {
  private final RulesTopic rules;
  private final long aheadMs;
  private final long maxFutureSkewMs;
  private final Clock clock;
  /** Checkpoints that begin with a record that was held. */
  private final TreeSet<Long> checkpointsWhileHeld = new TreeSet<>();
  private CoveredOutput output;
  private long coveredMs = RulesTopic.NOTHING;
  private volatile HeldRecord held;

  RulesFirstReader(
      SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> payments,
      RulesTopic rules,
      long aheadMs,
      long maxFutureSkewMs,
      Clock clock) {
    super(payments);
    this.rules = rules;
    this.aheadMs = aheadMs;
    this.maxFutureSkewMs = maxFutureSkewMs;
    this.clock = clock;
  }

  /** Rules in force up to this time, in epoch ms, have been handed on. */
  long coveredMs() {
    return coveredMs;
  }

  void register(MetricGroup metrics) {
    metrics.gauge("rulesCoveredMs", (Gauge<Long>) () -> Math.max(0, rules.coveredMs()));
    metrics.gauge("rulesLagMs", (Gauge<Long>) rules::lagMs);
    metrics.gauge("rulesRead", (Gauge<Long>) rules::count);
    metrics.gauge("paymentsHeld", (Gauge<Integer>) () -> held == null ? 0 : 1);
  }

  @Override
  public void start() {
    super.start();
    rules.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<WindowedValue<byte[]>> next) throws Exception {
    if (output == null) output = new CoveredOutput(next);
    // Asked before the records: once none is left, all up to this time have been handed on.
    var knownMs = rules.coveredMs();
    var rule = rules.next();
    if (rule != null) {
      var record = RuleRecord.of(rule);
      next.collect(record, record.getTimestamp().getMillis());
      return InputStatus.MORE_AVAILABLE;
    }
    coveredMs = knownMs;
    if (held != null) return handOnHeld();
    return mustWait() ? InputStatus.NOTHING_AVAILABLE : records.pollNext(output);
  }

  private InputStatus handOnHeld() {
    if (mustWait()) {
      held.holdBack();
      return InputStatus.NOTHING_AVAILABLE;
    }
    held.handOn();
    held = null;
    return InputStatus.MORE_AVAILABLE;
  }

  private boolean mustWait() {
    return coveredMs == RulesTopic.NOTHING || held != null && held.timestampMs + aheadMs > coveredMs;
  }

  /** One from too far ahead becomes a dead letter: no rule is waited for. */
  private boolean isCovered(long timestampMs) {
    return timestampMs + aheadMs <= coveredMs || timestampMs > clock.absoluteTimeMillis() + maxFutureSkewMs;
  }

  /** Who waits is woken by the ticks of {@link CaughtUpReader}. */
  @Override
  public CompletableFuture<Void> isAvailable() {
    return mustWait() ? new CompletableFuture<>() : super.isAvailable();
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    var splits = super.snapshotState(checkpointId);
    var first = held;
    if (first == null) return splits;
    checkpointsWhileHeld.add(checkpointId);
    return splits.stream().map(first::before).collect(Collectors.toList());
  }

  /** The group's place, which Flink's reader commits now, would be behind the record that was held. */
  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    var isBehind = checkpointsWhileHeld.contains(checkpointId);
    checkpointsWhileHeld.headSet(checkpointId, true).clear();
    if (!isBehind) super.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void close() throws Exception {
    rules.close();
    super.close();
  }

  private final class CoveredOutput extends AroundOutput implements ReaderOutput<WindowedValue<byte[]>> {
    private final ReaderOutput<WindowedValue<byte[]>> next;

    CoveredOutput(ReaderOutput<WindowedValue<byte[]>> next) {
      super(next);
      this.next = next;
    }

    @Override
    public SourceOutput<WindowedValue<byte[]>> createOutputForSplit(String splitId) {
      return new OfSplit(splitId, next.createOutputForSplit(splitId));
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      next.releaseOutputForSplit(splitId);
    }
  }

  /** Keeps what may not yet go on. Flink's reader gives out one record each time it is polled. */
  private final class OfSplit extends AroundOutput {
    private final String splitId;
    private final SourceOutput<WindowedValue<byte[]>> next;

    OfSplit(String splitId, SourceOutput<WindowedValue<byte[]>> next) {
      super(next);
      this.splitId = splitId;
      this.next = next;
    }

    @Override
    public void collect(WindowedValue<byte[]> record, long timestampMs) {
      if (isCovered(timestampMs)) next.collect(record, timestampMs);
      else held = new HeldRecord(splitId, next, record, timestampMs);
    }
  }
}
