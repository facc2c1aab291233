package beamts.runtime.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.joda.time.Instant;

/**
 * A record as the bytes that go to TypeScript: offset (8 bytes, big endian), partition (4), whether there is a value
 * (1: 0 for none, 1, or 2 where it is cut; 3 is a {@link RuleRecord}), length of the topic's name (1) and the name; of a
 * value that is cut, its whole length (4); then the value up to the end. Its time is the record's own.
 *
 * <p>A value of megabytes is as much in each buffer, queue and message on its way: only its beginning goes on.
 */
final class RecordBytes implements KafkaRecordDeserializationSchema<WindowedValue<byte[]>> {
  private static final long serialVersionUID = 1;
  private static final int HEADER_BYTES = 14;
  private static final byte[] NOTHING = {};

  private static final byte NONE = 0, WHOLE = 1, CUT = 2;

  private final TypeInformation<WindowedValue<byte[]>> type;
  private final int maxValueBytes;
  private transient String topic;
  private transient byte[] topicBytes;

  RecordBytes(TypeInformation<WindowedValue<byte[]>> type, int maxValueBytes) {
    this.type = type;
    this.maxValueBytes = maxValueBytes;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<WindowedValue<byte[]>> out) {
    if (!record.topic().equals(topic)) {
      topic = record.topic();
      topicBytes = topicBytes(topic);
    }
    var value = record.value() == null ? NOTHING : record.value();
    var isCut = value.length > maxValueBytes;
    var kept = Math.min(value.length, maxValueBytes);
    var bytes =
        begin(record, topicBytes, record.value() == null ? NONE : isCut ? CUT : WHOLE, (isCut ? Integer.BYTES : 0) + kept);
    if (isCut) bytes.putInt(value.length);
    out.collect(
        WindowedValue.of(bytes.put(value, 0, kept).array(), Instant.ofEpochMilli(record.timestamp()), GlobalWindow.INSTANCE, PaneInfo.NO_FIRING));
  }

  /** The bytes up to the topic's name, with room for {@code more}. {@code what}: what is told of the value. */
  static ByteBuffer begin(ConsumerRecord<?, ?> record, byte[] topicBytes, byte what, int more) {
    return ByteBuffer.allocate(HEADER_BYTES + topicBytes.length + more)
        .putLong(record.offset())
        .putInt(record.partition())
        .put(what)
        .put((byte) topicBytes.length)
        .put(topicBytes);
  }

  static byte[] topicBytes(String topic) {
    // Kafka allows 249 ASCII characters.
    return topic.getBytes(StandardCharsets.US_ASCII);
  }

  /** The offset of a record that {@link #deserialize} made. */
  static long offsetOf(byte[] record) {
    return ByteBuffer.wrap(record).getLong();
  }

  /** Whether a record that {@link #deserialize} made has a value, and all of it. */
  static boolean isWhole(byte[] record) {
    return record[12] == WHOLE;
  }

  /** Where the whole value of such a record begins. */
  static int valueStart(byte[] record) {
    return HEADER_BYTES + Byte.toUnsignedInt(record[13]);
  }

  @Override
  public TypeInformation<WindowedValue<byte[]>> getProducedType() {
    return type;
  }
}
