package fraud.nativeflink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentParserTest {
  private static final long LATEST_MS = Instant.parse("2030-01-01T00:00:00Z").toEpochMilli();
  private static final String TIME = "2026-03-02T09:00:00Z";

  private final PaymentParser parser = new PaymentParser();

  private Parsed parse(String line) {
    return parser.parse(line.getBytes(UTF_8), LATEST_MS);
  }

  private Payment payment(String line) {
    return (Payment) parse(line);
  }

  private Malformed malformed(String line) {
    return (Malformed) parse(line);
  }

  @Test
  void aLineIsATimeTwoAccountsAndAnAmount() {
    var payment = payment(TIME + "; Zoë & Söhne ,\"GmbH\"\t;银行 🏦;5857.5");
    assertEquals(" Zoë & Söhne ,\"GmbH\"\t;银行 🏦", payment.pair);
    assertEquals(Instant.parse(TIME).toEpochMilli(), payment.timestampMs);
    assertEquals(585_750, payment.amountCents);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2017-07-23T01:06:47Z | 2017-07-23T01:06:47.000Z",
        "2017-07-23t01:06:47.123z | 2017-07-23T01:06:47.123Z",
        "2017-07-23T01:06:47.1Z | 2017-07-23T01:06:47.100Z",
        "2017-07-23T01:06:47.123999999999Z | 2017-07-23T01:06:47.123Z",
        "2017-07-23T01:06:47.5-11:30 | 2017-07-23T12:36:47.500Z",
        "2017-07-23T01:06:47+23:59 | 2017-07-22T01:07:47.000Z",
        "2020-02-29T00:00:00Z | 2020-02-29T00:00:00.000Z",
        "1969-12-31T23:30:00-01:00 | 1970-01-01T00:30:00.000Z",
        "2016-12-31T23:59:60.250Z | 2017-01-01T00:00:00.250Z",
        "1990-12-31T15:59:60-08:00 | 1991-01-01T00:00:00.000Z",
        "Sunday, 23-Jul-17 01:06:47 UTC | 2017-07-23T01:06:47.000Z",
        "Friday, 31-Dec-99 23:59:59 GMT | 1999-12-31T23:59:59.000Z",
        "Saturday, 31-Dec-16 23:59:60 UTC | 2017-01-01T00:00:00.000Z",
      })
  void readsATime(String text, String expected) {
    assertEquals(Instant.parse(expected).toEpochMilli(), payment(text + ";a;b;1").timestampMs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2017-07-23",
        "2017-07-23T01:06:47",
        "2017-07-23 01:06:47Z",
        "2017-07-23T01:06:47.Z",
        "2017-07-23T01:06:47,123Z",
        "2017-07-23T01:06:47.12xZ",
        "2017-07-23T0a:06:47.123Z",
        "2017-07-23T01:06:47+24:00",
        "2017-07-23T01:06:47+02:60",
        "2017-07-23T01:06:47.123",
        "2017-07-23T24:00:00Z",
        "2017-07-23T01:06:60Z",
        "2016-12-31T23:59:60+01:00",
        "2017-02-30T00:00:00Z",
        "2017-13-01T00:00:00Z",
        "0000-00-00T00:00:00Z",
        "1969-12-31T23:59:59.999Z",
        "2017-07-23T01:06:47Z ",
        "\ufeff2017-07-23T01:06:47Z",
        "２０１７-07-23T01:06:47Z",
        "1500768407000",
        "2017-07-23T01:06:47.00000000000000000000000000000000000000000000Z",
        "Sunday, 30-Feb-17 01:06:47 UTC",
        "Sunday, 23-Foo-17 01:06:47 UTC",
        "Sunday, 23-Jul-69 01:06:47 UTC",
        "Sun, 23 Jul 2017 01:06:47 GMT",
      })
  void refusesATime(String text) {
    // Twice: the second time its date is remembered.
    assertEquals("bad-timestamp", malformed(text + ";a;b;1").reason());
    assertEquals("bad-timestamp", malformed(text + ";a;b;1").reason());
  }

  @ParameterizedTest
  @CsvSource({"5857,585700", "5857.5,585750", "0.01,1", "4.35,435", "007,700", "1000000000000,100000000000000"})
  void readsAnAmount(String text, long cents) {
    assertEquals(cents, payment(TIME + ";a;b;" + text).amountCents);
    assertEquals(cents, Cents.parse(Cents.format(cents).getBytes(UTF_8), 0, Cents.format(cents).length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "0", "0.00", "-1", "+1", "1e3", "NaN", "1,5", "1.", ".5", "1.234", "1 ", "1\r", "١", "1000000000000.01",
        "0000000000000000000000001", "999999999999999999999999999999"
      })
  void refusesAnAmount(String text) {
    assertEquals("bad-amount", malformed(TIME + ";a;b;" + text).reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | field-count | found 1 field, expected 4: timestamp;origin;target;amount",
        "T;a;b;1; | field-count | found 5 fields, expected 4: timestamp;origin;target;amount",
        "2030-01-01T00:00:00.001Z;a;b;1 | future-timestamp"
            + " | found \"2030-01-01T00:00:00.001Z\", later than the clock allows (2030-01-01T00:00:00.000Z)",
        "T;;b;1 | bad-account | origin is empty, expected an account",
        "T;a;;1 | bad-account | target is empty, expected an account",
        "T;a\\;a\\;1 | same-accounts | origin and target are both \"a\\\\\", expected two accounts",
      })
  void saysWhatWasFound(String line, String reason, String detail) {
    var malformed = malformed(line.replace("T;", TIME + ";"));
    assertEquals(reason, malformed.reason());
    assertEquals(detail, malformed.detail());
  }

  @Test
  void anAccountHas256BytesAtMostHoweverTheyAreWritten() {
    assertEquals("银".repeat(85) + ";b", payment(TIME + ";" + "银".repeat(85) + ";b;1").pair);
    var refused = malformed(TIME + ";" + "银".repeat(86) + ";b;1");
    assertEquals("bad-account", refused.reason());
    assertTrue(refused.detail().endsWith("…\" has 258 bytes, expected at most 256"), refused.detail());
    assertEquals("nul-character", malformed(TIME + ";a;b\0;1").reason());
  }

  @Test
  void bytesThatAreNoTextAreRefusedFirst() {
    var refused = (Malformed) parser.parse(new byte[] {(byte) 0xff, ';', ';', ';'}, LATEST_MS);
    assertEquals(new Malformed("invalid-utf8", "found 4 bytes that are not UTF-8"), refused);
    var letter = DeadLetter.of(refused, new RawRecord("payments", 3, 1L << 40, new byte[] {(byte) 0xff, 0, ';'}));
    assertEquals(
        "{\"reason\":\"invalid-utf8\",\"detail\":\"found 4 bytes that are not UTF-8\",\"raw\":\"/wA7\","
            + "\"encoding\":\"base64\",\"topic\":\"payments\",\"partition\":3,\"offset\":1099511627776}",
        new String(letter.value, UTF_8));
  }

  @Test
  void aDetailStaysShortWhereALineHasMegabytesAndItsDeadLetterIsCut() {
    var line = "x".repeat(10_000_000);
    assertTrue(malformed(line + ";a;b;1").detail().length() < 300);
    assertTrue(malformed(";".repeat(100_000)).detail().startsWith("found 1000 or more fields"));
    var record = new RawRecord("payments", 0, 0, line.getBytes(UTF_8));
    var letter = new String(DeadLetter.of(malformed(line), record).value, UTF_8);
    assertTrue(letter.length() < 151_000);
    assertTrue(letter.contains("\",\"encoding\":\"utf8\",\"rawBytes\":10000000,\"topic\":"));
  }
}
