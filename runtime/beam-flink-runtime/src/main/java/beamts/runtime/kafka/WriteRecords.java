package beamts.runtime.kafka;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Flink's sink. All that was sent is on the brokers before a checkpoint completes; what follows the last checkpoint is
 * sent again after a restart.
 */
final class WriteRecords {
  static void to(WriteSettings settings, String name, DataStream<WindowedValue<KV<byte[], byte[]>>> records) {
    var producer = new Properties();
    producer.putAll(settings.producer);
    var serializer = new Serializer(settings);
    KafkaRecordSerializationSchema<WindowedValue<KV<byte[], byte[]>>> schema =
        (record, context, timestamp) -> serializer.record(record.getValue());
    Sink<WindowedValue<KV<byte[], byte[]>>> sink =
        KafkaSink.<WindowedValue<KV<byte[], byte[]>>>builder()
            .setBootstrapServers(settings.producer.get("bootstrap.servers"))
            .setKafkaProducerConfig(producer)
            .setRecordSerializer(schema)
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .build();
    records.sinkTo((Writing) sink::createWriter).name(name).uid(name);
  }

  /** Makes Kafka's records of keys and values. */
  static final class Serializer implements Serializable {
    private final String topic;
    private final Map<String, String> headers;

    Serializer(WriteSettings settings) {
      topic = settings.topic;
      headers = settings.headers;
    }

    ProducerRecord<byte[], byte[]> record(KV<byte[], byte[]> keyAndValue) {
      var record = new ProducerRecord<>(topic, keyAndValue.getKey(), keyAndValue.getValue());
      headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
      return record;
    }
  }

  /** Only the writing: without transactions there is nothing to commit, and no task is needed for it. */
  private interface Writing extends Sink<WindowedValue<KV<byte[], byte[]>>> {}

  private WriteRecords() {}
}
