package beamts.runtime.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.junit.jupiter.api.Test;

class PaymentTimeReaderTest {
  /** What comes out: the time that Flink is told and that of the element. */
  private static final class Times extends AroundOutput implements ReaderOutput<WindowedValue<byte[]>> {
    final List<String> told = new ArrayList<>();

    Times() {
      super(null);
    }

    @Override
    public void collect(WindowedValue<byte[]> record, long timestampMs) {
      told.add(timestampMs == record.getTimestamp().getMillis() ? "" + timestampMs : timestampMs == PaymentTime.NO_TIME ? "none" : "?");
    }

    @Override
    public SourceOutput<WindowedValue<byte[]>> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}

    @Override
    public void emitWatermark(Watermark watermark) {}
  }

  private static byte[] recordOf(int what, String value) {
    var topic = "t".repeat(200);
    return ByteBuffer.allocate(14 + topic.length() + value.length())
        .putLong(3)
        .putInt(0)
        .put((byte) what)
        .put((byte) topic.length())
        .put(topic.getBytes(US_ASCII))
        .put(value.getBytes(US_ASCII))
        .array();
  }

  @Test
  void aRecordHasTheTimeOfItsPaymentAndNoneWithoutOne() throws Exception {
    var settings = new TimeSettings();
    settings.format = "lines";
    var out = new Times();
    var reader =
        new PaymentTimeReader(
            new FakeReader() {
              private int at;

              @Override
              byte[] bytes(long offset) {
                var line = "1970-01-01T00:00:0" + ++at + "Z;a;b;1";
                return recordOf(at == 2 ? 2 : at == 3 ? 0 : 1, at == 4 ? "no payment" : line);
              }
            },
            PaymentTime.of(settings));
    reader.addSplits(List.of(new KafkaPartitionSplit(BrokerConsumer.PARTITION, 0)));
    for (var i = 0; i < 5; i++) ((FakeReader) reader.records).has(BrokerConsumer.PARTITION.toString(), 77);
    for (var i = 0; i < 5; i++) reader.pollNext(out);
    assertEquals(List.of("1000", "none", "none", "none", "5000"), out.told);
  }
}
