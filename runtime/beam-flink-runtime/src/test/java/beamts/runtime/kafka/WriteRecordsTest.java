package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

class WriteRecordsTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void recordsHaveTheHeadersOfTheSettings() throws Exception {
    var json = "{\"topic\":\"fraud\",\"producer\":{},\"headers\":{\"content-type\":\"a/b; c=é\"}}";
    var settings = new ObjectMapper().readValue(json, WriteSettings.class);
    var record = new WriteRecords.Serializer(settings).record(KV.of(bytes("k"), bytes("v")));
    assertEquals("fraud", record.topic());
    assertArrayEquals(bytes("k"), record.key());
    assertArrayEquals(bytes("v"), record.value());
    assertEquals(1, record.headers().toArray().length);
    assertArrayEquals(bytes("a/b; c=é"), record.headers().lastHeader("content-type").value());
  }

  @Test
  void withoutThemThereAreNone() throws Exception {
    var settings = new ObjectMapper().readValue("{\"topic\":\"fraud\",\"producer\":{}}", WriteSettings.class);
    var record = new WriteRecords.Serializer(settings).record(KV.of(bytes("k"), bytes("v")));
    assertEquals(0, record.headers().toArray().length);
  }
}
