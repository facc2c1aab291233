package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.apache.flink.util.StringUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RuleRecordTest {
  private static byte[] bytesOf(String topic, int partition, long offset, long appendedMs, byte[] value) {
    return RuleRecord.of(
            new ConsumerRecord<byte[], byte[]>(
                topic,
                partition,
                offset,
                appendedMs,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                value,
                new RecordHeaders(),
                Optional.empty()))
        .getValue();
  }

  @Test
  void theBytesAreThoseThatTypeScriptReads() throws Exception {
    for (var record : new ObjectMapper().readTree(getClass().getResource("/rule-records.json"))) {
      var value = record.get("value").isNull() ? null : StringUtils.hexStringToByte(record.get("value").asText());
      var bytes =
          bytesOf(
              record.get("topic").asText(),
              record.get("partition").asInt(),
              record.get("offset").asLong(),
              record.get("appendedMs").asLong(),
              value);
      assertArrayEquals(
          StringUtils.hexStringToByte(record.get("record").asText()), bytes, record.get("what").asText());
    }
  }

  @Test
  void ofALongerValueThanAnybodyWritesNothingGoesOn() {
    var nothing = bytesOf("t", 0, 1, 2, new byte[0]).length;
    assertEquals(
        nothing + RuleRecord.MAX_VALUE_BYTES, bytesOf("t", 0, 1, 2, new byte[RuleRecord.MAX_VALUE_BYTES]).length);
    assertEquals(nothing, bytesOf("t", 0, 1, 2, new byte[RuleRecord.MAX_VALUE_BYTES + 1]).length);
  }
}
