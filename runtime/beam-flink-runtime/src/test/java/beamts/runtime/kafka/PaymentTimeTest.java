package beamts.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentTimeTest {
  private static final long MS = 1_500_000_000_123L;

  private static TimeSettings settings(String format) {
    var settings = new TimeSettings();
    settings.format = format;
    return settings;
  }

  private static long msOf(TimeSettings settings, String text) {
    // As in a record: something before it.
    var before = "2001-01-01T00:00:00Z;";
    var bytes = (before + text).getBytes(UTF_8);
    return PaymentTime.of(settings).ofMs(bytes, before.length(), bytes.length);
  }

  /** payment-times.json is what `test/payment/formats/timeForms.test.ts` reads, too. */
  @Test
  void timesAreThoseThatTypeScriptReads() throws Exception {
    for (var one : new ObjectMapper().readTree(getClass().getResource("/payment-times.json"))) {
      var ms = one.get("ms").isNull() ? PaymentTime.NO_TIME : one.get("ms").asLong();
      assertEquals(ms, TimeForm.of(one.get("as").asText()).ms(one.get("text").asText()), one.toString());
    }
  }

  @Test
  void ofALineTheFirstField() {
    var lines = settings("lines");
    assertEquals(MS, msOf(lines, "2017-07-14T02:40:00.123Z;a;b;1"));
    assertEquals(MS, msOf(lines, "2017-07-14T02:40:00.123Z"));
    assertEquals(PaymentTime.NO_TIME, msOf(lines, ""));
    assertEquals(PaymentTime.NO_TIME, msOf(lines, ";2017-07-14T02:40:00.123Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\": {\"t\": 1500000000123, \"u\": 1}, \"b\"| true",
        "{\"x\": {\"t\": 1}, \"a\": {\"u\": {\"t\": 2}, \"t\": \"1500000000123\"}}| true",
        "{\"a\": {\"t\": null}}| false",
        "{\"a\": [1500000000123]}| false",
        "{\"a\": {\"t\": 1500000000123e0}}| false",
        "{\"a\"| false",
        "[]| false",
        "~~| false",
      })
  void inJsonAtThePlace(String json, boolean isThere) {
    var settings = settings("json");
    settings.pointer = "/a/t";
    settings.as = "epoch-ms";
    assertEquals(isThere ? MS : PaymentTime.NO_TIME, msOf(settings, json));
  }

  @Test
  void aNumberInJsonIsNoTextOfATime() {
    var settings = settings("json");
    settings.pointer = "/t~1/0";
    assertEquals(MS, msOf(settings, "{\"t/\": [\"2017-07-14T02:40:00.123Z\"]}"));
    assertEquals(PaymentTime.NO_TIME, msOf(settings, "{\"t/\": [20170714]}"));
    assertEquals(PaymentTime.NO_TIME, msOf(settings, "[".repeat(100_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a,1500000000123,b| true",
        "a,\"1500000000123\",b| true",
        "\"a \"\",\"\" b\",1500000000123| true",
        "a,1500000000123\r| true",
        "\"a,1500000000123,b| false",
        "a,\"1500000000123| false",
        "a,\"1500000000123\"0,b| false",
        "\"a\"b,1500000000123| false",
        "a| false",
        "a,,1500000000123| false",
      })
  void inCsvInItsColumn(String line, boolean isThere) {
    var settings = settings("csv");
    settings.column = 1;
    settings.delimiter = ",";
    settings.as = "epoch-ms";
    assertEquals(isThere ? MS : PaymentTime.NO_TIME, msOf(settings, line));
  }
}
