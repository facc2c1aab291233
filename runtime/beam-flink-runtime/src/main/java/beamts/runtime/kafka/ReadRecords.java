package beamts.runtime.kafka;

import java.util.Properties;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.beam.runners.flink.translation.types.CoderTypeInformation;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;

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
            .setTopics(settings.topics)
            .setProperties(consumer)
            .setStartingOffsets(new StartOffsets(settings.startOffsets, settings.startAt))
            .setDeserializer(new RecordBytes(type, settings.maxValueBytes))
            .build();
    var source = new CaughtUpSource(records, settings.topics, consumer, settings.idleAfterMs, settings.maxFutureSkewMs);
    return context
        .getExecutionEnvironment()
        .fromSource(source, WatermarkStrategy.noWatermarks(), name, type)
        .uid(name);
  }

  private ReadRecords() {}
}
