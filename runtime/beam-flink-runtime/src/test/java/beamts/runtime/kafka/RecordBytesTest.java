package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.util.Collector;
import org.apache.flink.util.StringUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** kafka-records.json is what `test/transforms/kafkaRecordCoder.test.ts` reads, too. */
class RecordBytesTest {
  private static final long TIMESTAMP_MS = 1_700_000_000_123L;

  private static ConsumerRecord<byte[], byte[]> consumerRecord(JsonNode record) {
    var value = record.get("value");
    return new ConsumerRecord<>(
        record.get("topic").asText(),
        record.get("partition").asInt(),
        record.get("offset").asLong(),
        TIMESTAMP_MS,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        value.isNull() ? null : StringUtils.hexStringToByte(value.asText()),
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void theBytesAreThoseThatTypeScriptReads() throws Exception {
    for (var record : new ObjectMapper().readTree(getClass().getResource("/kafka-records.json"))) {
      var bytes = new RecordBytes(null, record.path("maxValueBytes").asInt(Integer.MAX_VALUE));
      List<WindowedValue<byte[]>> out = new ArrayList<>();
      bytes.deserialize(
          consumerRecord(record),
          new Collector<>() {
            @Override
            public void collect(WindowedValue<byte[]> value) {
              out.add(value);
            }

            @Override
            public void close() {}
          });
      var what = record.get("what").asText();
      assertEquals(1, out.size(), what);
      assertArrayEquals(StringUtils.hexStringToByte(record.get("record").asText()), out.get(0).getValue(), what);
      assertEquals(TIMESTAMP_MS, out.get(0).getTimestamp().getMillis(), what);
      assertEquals(record.get("offset").asLong(), RecordBytes.offsetOf(out.get(0).getValue()), what);
    }
  }
}
