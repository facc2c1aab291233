package beamts.runtime.kafka;

import java.util.List;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.SystemClock;

/**
 * Flink's Kafka source with a clock of its own. The watermark follows the times of the records; a partition that has been
 * read to its end and stays silent does not hold back the others, and where all are silent the time goes on at the speed
 * of the wall clock, from where it stood: the last sessions end although nothing comes after them, and a job that has
 * long been idle takes old payments like any other. Flink's own way, to leave silent partitions out, stops the clock when
 * all are silent, and lets the others run ahead of one whose records are only slow to come.
 */
final class CaughtUpSource implements Source<WindowedValue<byte[]>, KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final long serialVersionUID = 1;

  private final KafkaSource<WindowedValue<byte[]>> records;
  private final List<String> topics;
  private final Properties consumer;
  private final long idleAfterMs;
  private final long maxFutureSkewMs;
  private final long disorderMs;
  /** Null for none. */
  private final RulesSettings rules;
  /** Null for that of the records. */
  private final TimeSettings time;

  CaughtUpSource(KafkaSource<WindowedValue<byte[]>> records, ReadSettings settings, Properties consumer) {
    this.records = records;
    this.consumer = consumer;
    topics = settings.topics;
    idleAfterMs = settings.idleAfterMs;
    maxFutureSkewMs = settings.maxFutureSkewMs;
    disorderMs = settings.disorderMs;
    rules = settings.rules;
    time = settings.time;
  }

  @Override
  public SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    var clock = SystemClock.getInstance();
    var ends = new EndOffsets(() -> PartitionEnds.open(consumer), topics, idleAfterMs, clock);
    var reader = records.createReader(context);
    var payments = time == null ? reader : new PaymentTimeReader(reader, PaymentTime.of(time));
    if (rules == null) return caughtUp(payments, context, ends, () -> Long.MAX_VALUE, clock);
    var topic = new RulesTopic(() -> PartitionEnds.open(consumer), rules, clock);
    var afterRules = new RulesFirstReader(payments, topic, rules.aheadMs, maxFutureSkewMs, clock);
    afterRules.register(context.metricGroup());
    return caughtUp(afterRules, context, ends, afterRules::coveredMs, clock);
  }

  private CaughtUpReader caughtUp(
      SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> reader,
      SourceReaderContext context,
      EndOffsets ends,
      LongSupplier knownUntilMs,
      Clock clock) {
    return new CaughtUpReader(
        reader, context.currentParallelism(), ends, knownUntilMs, idleAfterMs, maxFutureSkewMs, disorderMs, clock);
  }

  @Override
  public Boundedness getBoundedness() {
    return records.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return records.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint) throws Exception {
    return records.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new SplitWithTime.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return records.getEnumeratorCheckpointSerializer();
  }
}
