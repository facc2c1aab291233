package beamts.runtime.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.beam.runners.flink.translation.types.CoderTypeInformation;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.common.TopicPartition;

/** Flink's source, with the clock that {@link CaughtUpSource} keeps. */
final class ReadRecords {
  static DataStream<WindowedValue<byte[]>> from(ReadSettings settings, String name, StreamingTranslationContext context) {
    var type =
        new CoderTypeInformation<WindowedValue<byte[]>>(
            WindowedValue.getFullCoder(ByteArrayCoder.of(), GlobalWindow.Coder.INSTANCE), context.getPipelineOptions());
    var consumer = new Properties();
    consumer.putAll(settings.consumer);
    var records =
        KafkaSource.<WindowedValue<byte[]>>builder()
            .setBootstrapServers(settings.consumer.get("bootstrap.servers"))
            .setGroupId(settings.consumer.get("group.id"))
            .setProperties(consumer)
            .setStartingOffsets(new StartOffsets(settings.startOffsets, settings.startAt))
            .setDeserializer(new RecordBytes(type, settings.maxValueBytes));
    if (settings.stopOffsets.isEmpty()) records.setTopics(settings.topics);
    else readUpTo(settings.stopOffsets, records);
    var source = new CaughtUpSource(records.build(), settings, consumer);
    return context
        .getExecutionEnvironment()
        .fromSource(source, WatermarkStrategy.noWatermarks(), name, type)
        .uid(name);
  }

  private static void readUpTo(Map<String, Long> stopOffsets, KafkaSourceBuilder<?> records) {
    var ends = new HashMap<TopicPartition, Long>();
    stopOffsets.forEach((partition, offset) -> ends.put(partitionOf(partition), offset));
    records.setPartitions(Set.copyOf(ends.keySet())).setBounded(OffsetsInitializer.offsets(ends));
  }

  /** {@code topic-partition}, as Kafka's clients show it; a topic's name may have dashes. */
  private static TopicPartition partitionOf(String text) {
    var dash = text.lastIndexOf('-');
    return new TopicPartition(text.substring(0, dash), Integer.parseInt(text.substring(dash + 1)));
  }

  private ReadRecords() {}
}
