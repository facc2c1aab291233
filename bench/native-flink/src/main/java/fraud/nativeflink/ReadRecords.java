package fraud.nativeflink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records as they are; one without a value is an empty line, and becomes a dead letter as such. */
final class ReadRecords implements KafkaRecordDeserializationSchema<RawRecord> {
  private static final byte[] NO_VALUE = {};

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
    var value = record.value() == null ? NO_VALUE : record.value();
    out.collect(new RawRecord(record.topic(), record.partition(), record.offset(), value));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return TypeInformation.of(RawRecord.class);
  }
}
