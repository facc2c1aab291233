package beamts.runtime.kafka;

import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the rules topic as the bytes that go to TypeScript: those of {@link RecordBytes} up to the topic's name,
 * with a 3 for the value; then when it was appended, in epoch ms (8 bytes, big endian), and the value. Its time is the
 * least there is, in the global window.
 */
final class RuleRecord {
  /** Nobody writes such a rule: of a longer value, as of none, nothing goes on. */
  static final int MAX_VALUE_BYTES = 1 << 20;

  private static final byte RULE = 3;
  private static final byte[] NOTHING = {};

  static WindowedValue<byte[]> of(ConsumerRecord<byte[], byte[]> record) {
    var value = record.value() == null || record.value().length > MAX_VALUE_BYTES ? NOTHING : record.value();
    var bytes =
        RecordBytes.begin(record, RecordBytes.topicBytes(record.topic()), RULE, Long.BYTES + value.length)
            .putLong(record.timestamp())
            .put(value)
            .array();
    return WindowedValue.of(bytes, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE, PaneInfo.NO_FIRING);
  }

  private RuleRecord() {}
}
