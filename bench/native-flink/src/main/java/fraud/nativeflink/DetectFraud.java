package fraud.nativeflink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.CheckpointConfig.ExternalizedCheckpointCleanup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.time.Time;

/** The job: from the topic of the payments to the topics of alerts and dead letters. */
public final class DetectFraud {
  private static final int CHECKPOINT_TIMEOUT_MS = 600_000;

  /** How long a record waits for its network buffer to fill: at a low rate, the floor of the latency. */
  private static final int BUFFER_TIMEOUT_MS = 10;

  public static void main(String[] args) throws Exception {
    var settings = Settings.from(args);
    var env = environment(settings);
    var payments = readPayments(env, settings);
    var alerts = settings.views().isEmpty() ? detect(payments, settings) : detectByViews(payments, settings);
    alerts.sinkTo(sink(settings.fraudTopic(), settings)).name("writeAlerts").uid("writeAlerts");
    payments
        .getSideOutput(ParsePayments.DEAD_LETTERS)
        .sinkTo(sink(settings.deadLetterTopic(), settings))
        .name("writeDeadLetters")
        .uid("writeDeadLetters");
    env.execute("fraud-detection-native");
  }

  private static StreamExecutionEnvironment environment(Settings settings) {
    var configuration = new Configuration();
    if (settings.stateBackend() != null) configuration.set(StateBackendOptions.STATE_BACKEND, settings.stateBackend());
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(settings.parallelism());
    env.setMaxParallelism(Settings.MAX_PARALLELISM);
    env.setBufferTimeout(BUFFER_TIMEOUT_MS);
    env.enableCheckpointing(settings.checkpointIntervalMs(), CheckpointingMode.EXACTLY_ONCE);
    env.getCheckpointConfig().setCheckpointTimeout(CHECKPOINT_TIMEOUT_MS);
    env.getCheckpointConfig()
        .setExternalizedCheckpointCleanup(ExternalizedCheckpointCleanup.RETAIN_ON_CANCELLATION);
    // Safe: payments never change, nothing keeps an element beyond its call, and sums are written out within it.
    env.getConfig().enableObjectReuse();
    // Every type has a serializer made for it; one that fell back to Kryo would slow the job down unseen.
    env.getConfig().disableGenericTypes();
    return env;
  }

  static SingleOutputStreamOperator<Payment> readPayments(StreamExecutionEnvironment env, Settings settings) {
    var source =
        KafkaSource.<RawRecord>builder()
            .setBootstrapServers(settings.brokers())
            .setTopics(settings.transactionsTopic())
            .setGroupId(settings.group())
            .setStartingOffsets(settings.startsAtLatest() ? OffsetsInitializer.latest() : OffsetsInitializer.earliest())
            .setDeserializer(new ReadRecords())
            .build();
    // Made for each partition: one that is read faster does not make the payments of another one late. Never ahead of the
    // clock, since a record from the future says nothing about the present.
    var watermarks =
        WatermarkStrategy.<RawRecord>forMonotonousTimestamps()
            .withTimestampAssigner((record, recordMs) -> Math.min(recordMs, System.currentTimeMillis()))
            .withIdleness(Duration.ofMillis(settings.idlenessMs()));
    return env.fromSource(source, watermarks, "readTransactions")
        .uid("readTransactions")
        .process(new ParsePayments(settings.maxFutureSkewMs()))
        .name("parseTransactions")
        .uid("parseTransactions");
  }

  /** From payments to the alerts' records. */
  static SingleOutputStreamOperator<OutputRecord> detect(DataStream<Payment> payments, Settings settings) {
    var thresholdCents = settings.rule().thresholdCents();
    return payments
        .keyBy(payment -> payment.pair)
        .window(new SessionWindows(settings.rule().gapMs()))
        .trigger(new EachPaymentAndEnd())
        .allowedLateness(Time.milliseconds(settings.allowedLatenessMs()))
        .aggregate(new SumPayments(thresholdCents, settings.maxEvidence()), new KeepAbove(thresholdCents))
        .name("sumByWindow")
        .uid("sumByWindow")
        .process(new RaiseAlerts(settings.rule()))
        .name("raiseAlerts")
        .uid("raiseAlerts");
  }

  /** From payments to the alerts' records of all views: each has a shuffle and a state of its own behind the one parser. */
  static DataStream<OutputRecord> detectByViews(DataStream<Payment> payments, Settings settings) {
    return settings.views().stream()
        .<DataStream<OutputRecord>>map(rule -> detectByView(payments, rule, settings))
        .reduce((alerts, others) -> alerts.union(others))
        .orElseThrow();
  }

  private static DataStream<OutputRecord> detectByView(DataStream<Payment> payments, ViewRule rule, Settings settings) {
    var gapMs = settings.rule().gapMs();
    var name = rule.view().label;
    return payments
        .flatMap(new IntoView(rule.view()))
        .name("intoView " + name)
        .uid("intoView " + name)
        .keyBy(payment -> payment.pair)
        .window(new SessionWindows(gapMs))
        .trigger(new WhileOpenAndEnd())
        .allowedLateness(Time.milliseconds(settings.allowedLatenessMs()))
        .aggregate(new SumView(rule.thresholdCents(), settings.maxEvidence()), new KeepAbove(rule.thresholdCents()))
        .name("sumByWindow " + name)
        .uid("sumByWindow " + name)
        .process(new RaiseViewAlerts(rule, gapMs))
        .name("raiseAlerts " + name)
        .uid("raiseAlerts " + name);
  }

  /** Nothing is lost with the loss of a broker, and no retry of the producer writes twice; a restart of the job does. */
  private static KafkaSink<OutputRecord> sink(String topic, Settings settings) {
    return KafkaSink.<OutputRecord>builder()
        .setBootstrapServers(settings.brokers())
        .setRecordSerializer(new ToTopic(topic))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty("acks", "all")
        .setProperty("enable.idempotence", "true")
        .setProperty("compression.type", "gzip")
        .build();
  }

  private DetectFraud() {}
}
