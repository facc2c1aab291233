package fraud.nativeflink;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes records by their key: the newest record of a key stays when the topic is compacted. */
final class ToTopic implements KafkaRecordSerializationSchema<OutputRecord> {
  private final String topic;

  ToTopic(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(OutputRecord record, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, record.key, record.value);
  }
}
