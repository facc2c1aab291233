package fraud.nativeflink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payments and watermarks into the job's own operators, from the shuffle on; what comes out is told in short. */
class DetectionTest {
  private static final long START_MS = Instant.parse("2026-03-02T09:00:00Z").toEpochMilli();
  private static final Pattern TOLD =
      Pattern.compile(
          "\"revision\":(?<revision>\\d+),\"timing\":\"(?<timing>\\w+)\""
              + ".*\"windowStart\":\"[^T]*T(?<start>\\d\\d:\\d\\d)"
              + ".*\"windowEnd\":\"[^T]*T(?<end>\\d\\d:\\d\\d)"
              + ".*\"totalAmount\":\"(?<total>[^\"]*)\"");

  private KeyedOneInputStreamOperatorTestHarness<String, Payment, WindowSum> sums;
  private OneInputStreamOperatorTestHarness<WindowSum, OutputRecord> alerts;
  private final List<String> records = new ArrayList<>();

  @BeforeEach
  @SuppressWarnings("unchecked")
  void open() throws Exception {
    var env = StreamExecutionEnvironment.getExecutionEnvironment();
    var settings = Settings.from(new String[] {"--brokers", "none:1", "--max-evidence", "3"});
    var detected = DetectFraud.detect(env.fromElements(payment(0, 1)), settings);
    var raise = (OneInputTransformation<WindowSum, OutputRecord>) detected.getTransformation();
    var sum = (OneInputTransformation<Payment, WindowSum>) raise.getInputs().get(0);
    sums = new KeyedOneInputStreamOperatorTestHarness<>(sum.getOperatorFactory(), it -> it.pair, Types.STRING);
    alerts = new OneInputStreamOperatorTestHarness<>(raise.getOperator());
    sums.getExecutionConfig().enableObjectReuse();
    sums.setup(sum.getOutputType().createSerializer(env.getConfig()));
    alerts.setup(raise.getOutputType().createSerializer(env.getConfig()));
    sums.open();
    alerts.open();
  }

  @AfterEach
  void close() throws Exception {
    sums.close();
    alerts.close();
  }

  private static long at(int minute) {
    return START_MS + minute * 60_000L;
  }

  private static Payment payment(int minute, long amount) {
    return new Payment("a;b", at(minute), amount * 100);
  }

  private void pay(int minute, long amount) throws Exception {
    pay(payment(minute, amount));
  }

  private void pay(Payment payment) throws Exception {
    sums.processElement(payment, payment.timestampMs);
    passOn();
  }

  private void watermark(long ms) throws Exception {
    sums.processWatermark(ms);
    passOn();
  }

  @SuppressWarnings("unchecked")
  private void passOn() throws Exception {
    for (Object output; (output = sums.getOutput().poll()) != null; ) {
      if (output instanceof Watermark mark) alerts.processWatermark(mark);
      else alerts.processElement((StreamRecord<WindowSum>) output);
    }
    for (var alert : alerts.extractOutputValues()) records.add(new String(alert.value, UTF_8));
    alerts.getOutput().clear();
  }

  private List<String> told() {
    return records.stream()
        .map(
            json -> {
              var match = TOLD.matcher(json);
              if (!match.find()) return json;
              return String.join(
                  " ",
                  match.group("timing"),
                  match.group("revision"),
                  match.group("total"),
                  match.group("start") + "-" + match.group("end"));
            })
        .toList();
  }

  @Test
  void aSessionWarnsOnceAsItsSumCrossesTheLimitAndTellsItsEndOnce() throws Exception {
    pay(0, 6_000);
    pay(1, 4_000);
    assertEquals(List.of(), told());
    pay(2, 1);
    pay(3, 9_000);
    watermark(at(13) - 2);
    assertEquals(List.of("EARLY 0 10001 09:00-09:12"), told());
    watermark(at(13) - 1);
    assertEquals(List.of("EARLY 0 10001 09:00-09:12", "ON_TIME 9 19001 09:00-09:13"), told());
  }

  @Test
  void aSumOfExactlyTheLimitIsNoAlert() throws Exception {
    pay(0, 6_000);
    pay(1, 4_000);
    watermark(at(60));
    assertEquals(List.of(), told());
  }

  @Test
  void aPauseOfExactlyTheGapEndsASessionAndAMillisecondLessDoesNot() throws Exception {
    pay(0, 6_000);
    pay(10, 6_000);
    pay(new Payment("a;c", at(0), 600_000));
    pay(new Payment("a;c", at(10) - 1, 600_000));
    watermark(at(60));
    assertEquals(List.of("EARLY 0 12000 09:00-09:19", "ON_TIME 5 12000 09:00-09:19"), told());
  }

  @Test
  void paymentsOutOfOrderGiveTheSameSession() throws Exception {
    pay(5, 4_000);
    pay(14, 4_000);
    pay(0, 4_000);
    pay(5, 4_000);
    watermark(at(60));
    assertEquals("ON_TIME 9 16000 09:00-09:24", told().get(1));
  }

  @Test
  void aPaymentThatJoinsTwoSessionsWarnsForBothTogether() throws Exception {
    pay(0, 6_000);
    pay(15, 6_000);
    pay(8, 1);
    watermark(at(60));
    assertEquals(List.of("EARLY 0 12001 09:00-09:25", "ON_TIME 7 12001 09:00-09:25"), told());
  }

  @Test
  void aSessionThatHasWarnedDoesNotWarnAgainWhenItJoinsAnother() throws Exception {
    pay(0, 20_000);
    pay(15, 1);
    pay(8, 1);
    assertEquals(List.of("EARLY 0 20000 09:00-09:10"), told());
  }

  @Test
  void eachLatePaymentCorrectsAndNamesTheAlertsThatItReplaces() throws Exception {
    pay(5, 20_000);
    watermark(at(15) + 30_000);
    pay(new Payment("a;b", at(0) - 1_000, 100));
    pay(new Payment("a;b", at(5) + 100, 100));
    assertEquals(
        List.of(
            "EARLY 0 20000 09:05-09:15",
            "ON_TIME 3 20000 09:05-09:15",
            "LATE 5 20001 08:59-09:15",
            "LATE 7 20002 08:59-09:15"),
        told());
    var id = new AlertId();
    assertEquals("{\"id\":\"" + id.of("a;b", at(0)) + "\"", records.get(1).substring(0, 40));
    assertEquals("{\"id\":\"" + id.of("a;b", at(-10)) + "\"", records.get(3).substring(0, 40));
    assertEquals(
        ",\"supersedes\":[\"" + id.of("a;b", at(0)) + "\"]}",
        records.get(3).substring(records.get(3).indexOf(",\"supersedes\"")));
  }

  @Test
  void aSessionThatALatePaymentProlongsEndsOnTimeAgain() throws Exception {
    pay(0, 20_000);
    watermark(at(10));
    pay(9, 1);
    watermark(at(19));
    assertEquals(
        List.of("EARLY 0 20000 09:00-09:10", "ON_TIME 3 20000 09:00-09:10", "ON_TIME 5 20001 09:00-09:19"), told());
  }

  @Test
  void aLatePaymentOfItsOwnIsACorrectionAndOneBeyondTheLatenessIsNothing() throws Exception {
    watermark(at(10));
    pay(new Payment("a;b", at(0) - 30_000, 2_000_000));
    pay(new Payment("a;c", at(0) - 60_001, 2_000_000));
    assertEquals(List.of("LATE 3 20000 08:59-09:09"), told());
  }

  @Test
  void anAlertSaysAllAboutItsSession() throws Exception {
    for (var minute : List.of(1, 0, 4, 2)) pay(new Payment("3;\"7\"", at(minute), 585_750));
    watermark(at(60));
    var accounts = "\"origin\":\"3\",\"target\":\"\\\"7\\\"\"";
    var payments =
        Stream.of(0, 1, 2)
            .map(minute -> "{\"timestamp\":\"2026-03-02T09:0" + minute + ":00.000Z\"," + accounts + ",\"amount\":\"5857.5\"}")
            .collect(Collectors.joining(","));
    assertEquals(
        "{\"id\":\""
            + new AlertId().of("3;\"7\"", at(0))
            + "\",\"revision\":9,\"timing\":\"ON_TIME\",\"final\":true,\"grouping\":\"pair\","
            + accounts
            + ",\"windowStart\":\"2026-03-02T09:00:00.000Z\",\"windowEnd\":\"2026-03-02T09:14:00.000Z\""
            + ",\"firstTransaction\":\"2026-03-02T09:00:00.000Z\",\"lastTransaction\":\"2026-03-02T09:04:00.000Z\""
            + ",\"totalAmount\":\"23430\",\"count\":4,\"threshold\":\"10000\",\"transactions\":["
            + payments
            + "],\"truncated\":true,\"reason\":\"4 payments of this pair in one session with pauses under 10m"
            + " add up to 23430, above the limit of 10000.\"}",
        records.get(1));
  }
}
