package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Rules are known 1,500 ms ahead of the last look; a payment must be 500 ms below that. */
class RulesFirstReaderTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final long MAX_FUTURE_SKEW_MS = 300_000;

  private final ManualClock clock = new ManualClock(NOW_MS * 1_000_000);
  private final Outputs outputs = new Outputs();
  private final BrokerConsumer rulesBroker = new BrokerConsumer(0, 0);
  private final BrokerConsumer paymentsBroker = new BrokerConsumer(0, 0);
  private FakeReader payments;
  private RulesTopic rules;
  private EndOffsets ends;
  private RulesFirstReader rulesFirst;
  private CaughtUpReader reader;

  {
    start(List.of(split(0, 0)));
  }

  private void start(List<KafkaPartitionSplit> splits) {
    payments = new FakeReader();
    rules = new RulesTopic(() -> null, RulesTopicTest.settings(), clock);
    ends = new EndOffsets(() -> null, List.of("t"), 1, clock);
    rulesFirst = new RulesFirstReader(payments, rules, RulesTopicTest.settings().aheadMs, MAX_FUTURE_SKEW_MS, clock);
    reader = new CaughtUpReader(rulesFirst, 1, ends, rulesFirst::coveredMs, 1_000, MAX_FUTURE_SKEW_MS, 0, clock);
    reader.addSplits(splits);
  }

  private static KafkaPartitionSplit split(int partition, long offset) {
    return new KafkaPartitionSplit(new TopicPartition("t", partition), offset);
  }

  private void lookForRules() {
    rules.look(new PartitionEnds(rulesBroker, rulesBroker));
  }

  private void lookForEnds() {
    ends.look(new PartitionEnds(paymentsBroker, paymentsBroker));
  }

  private List<String> pollAfter(long ms) throws Exception {
    clock.advanceTime(ms, TimeUnit.MILLISECONDS);
    while (reader.pollNext(outputs) == InputStatus.MORE_AVAILABLE) {}
    return outputs.said();
  }

  @Test
  void theWholeHistoryComesBeforeTheFirstPayment() throws Exception {
    payments.has("t-0", NOW_MS - 9_000);
    rulesBroker.withRule(0, NOW_MS - 60_000).withRule(1, NOW_MS - 5_000);
    assertEquals(List.of(), pollAfter(0));
    lookForRules();
    assertEquals(List.of("rule 0", "rule 1", "record"), pollAfter(0));
  }

  @Test
  void aPartOfTheHistoryIsNotEnough() throws Exception {
    payments.has("t-0", NOW_MS - 9_000);
    rulesBroker.withRule(0, NOW_MS - 60_000).updateEndOffsets(Map.of(BrokerConsumer.PARTITION, 2L));
    lookForRules();
    assertEquals(List.of("rule 0"), pollAfter(0));
    assertFalse(reader.isAvailable().isDone());
    rulesBroker.withRule(1, NOW_MS - 5_000);
    lookForRules();
    assertEquals(List.of("rule 1", "record"), pollAfter(0));
  }

  @Test
  void aNewRuleComesBeforeThePaymentsBehindIt() throws Exception {
    lookForRules();
    pollAfter(0);
    rulesBroker.withRule(0, NOW_MS + 100);
    payments.has("t-0", NOW_MS);
    lookForRules();
    assertEquals(List.of("rule 0", "record"), pollAfter(0));
  }

  @Test
  void aPaymentIsHeldUntilTheRulesOfItsTimeAreKnownAndNothingElseIsRead() throws Exception {
    lookForRules();
    payments.has("t-0", NOW_MS + 1_000);
    payments.has("t-0", NOW_MS + 1_001);
    payments.has("t-0", NOW_MS);
    assertEquals(List.of("record"), pollAfter(0));
    assertEquals(List.of("watermark " + (NOW_MS + 999)), pollAfter(999));
    assertFalse(reader.isAvailable().isDone());
    reader.isAvailable().get(10, TimeUnit.SECONDS);
    rulesBroker.withRule(0, NOW_MS + 900);
    lookForRules();
    assertEquals(List.of("rule 0", "record", "record"), pollAfter(1));
  }

  @Test
  void aHeldPaymentIsTheFirstOfTheCheckpointAndTheGroupStaysBeforeIt() throws Exception {
    lookForRules();
    payments.has("t-0", NOW_MS);
    payments.has("t-0", NOW_MS + 1_001);
    pollAfter(0);
    var checkpoint = reader.snapshotState(1);
    reader.notifyCheckpointComplete(1);
    assertEquals(List.of(split(0, 1)), checkpoint);
    assertEquals(0, payments.completedCheckpoint());
    pollAfter(1_000);
    lookForRules();
    pollAfter(0);
    assertEquals(List.of(split(0, 2)), reader.snapshotState(2));
    reader.notifyCheckpointComplete(2);
    assertEquals(2, payments.completedCheckpoint());
  }

  @Test
  void whereReadingEndsIsKeptWithAHeldPayment() throws Exception {
    start(List.of(new KafkaPartitionSplit(new TopicPartition("t", 0), 0, 1)));
    lookForRules();
    payments.has("t-0", NOW_MS + 1_001);
    pollAfter(0);
    assertEquals(0, reader.snapshotState(1).get(0).getStartingOffset());
  }

  @Test
  void afterARestartTheRulesAreReadAgainBeforeThePaymentThatWasHeld() throws Exception {
    rulesBroker.withRule(0, NOW_MS - 5_000);
    lookForRules();
    payments.has("t-0", NOW_MS + 1_001);
    assertEquals(List.of("rule 0"), pollAfter(0));
    start(reader.snapshotState(1));
    payments.has("t-0", NOW_MS + 1_001);
    assertEquals(List.of(), pollAfter(10));
    rulesBroker.withRule(0, NOW_MS - 5_000);
    lookForRules();
    assertEquals(List.of("rule 0", "record"), pollAfter(0));
    assertEquals(List.of(split(0, 1)), reader.snapshotState(2));
  }

  @Test
  void aBoundedReaderDoesNotEndWhileAPaymentIsHeldNorBeforeTheHistory() throws Exception {
    payments.has("t-0", NOW_MS + 1_001);
    payments.ends();
    assertEquals(InputStatus.NOTHING_AVAILABLE, reader.pollNext(outputs));
    lookForRules();
    pollAfter(0);
    assertEquals(InputStatus.NOTHING_AVAILABLE, reader.pollNext(outputs));
    pollAfter(1_000);
    lookForRules();
    assertEquals(List.of("record"), pollAfter(0));
    assertEquals(InputStatus.END_OF_INPUT, reader.pollNext(outputs));
  }

  @Test
  void aPaymentFromTooFarAheadIsNotWaitedFor() throws Exception {
    lookForRules();
    payments.has("t-0", NOW_MS + MAX_FUTURE_SKEW_MS + 1);
    payments.has("t-0", NOW_MS);
    assertEquals(List.of("record", "record"), pollAfter(0));
  }

  @Test
  void theTimeThatIsToldNeverPassesThatOfTheRules() throws Exception {
    lookForRules();
    payments.has("t-0", NOW_MS);
    pollAfter(0);
    paymentsBroker.updateEndOffsets(Map.of(BrokerConsumer.PARTITION, 1L));
    assertEquals("watermark " + (NOW_MS + 1_500), lastSaidIn(10_000));
    // As long as it lasts, others wait for this reader.
    assertEquals(List.of(), pollAfter(100));
    lookForRules();
    assertEquals("idle", lastSaidIn(200));
  }

  private String lastSaidIn(long ms) throws Exception {
    var last = "nothing";
    for (var passed = 0; passed < ms; passed += 100) {
      lookForEnds();
      for (var said : pollAfter(100)) last = said;
    }
    return last;
  }

  @Test
  void beforeTheHistoryIsKnownAReaderOfSilentPartitionsIsNotIdle() throws Exception {
    pollAfter(0);
    pollAfter(1_100);
    assertEquals("nothing", lastSaidIn(300));
    lookForRules();
    assertEquals("idle", lastSaidIn(200));
  }

  @Test
  void aPartitionOfWhichAPaymentIsHeldIsNotSilent() throws Exception {
    lookForRules();
    payments.has("t-0", NOW_MS);
    pollAfter(0);
    paymentsBroker.updateEndOffsets(Map.of(BrokerConsumer.PARTITION, 1L));
    pollAfter(100);
    pollAfter(1_100);
    lookForEnds();
    assertEquals("idle", pollAfter(100).get(1));
    // It came, and the broker has not been asked again.
    payments.has("t-0", NOW_MS + 1_200);
    pollAfter(100);
    assertEquals("active", pollAfter(100).get(0));
    assertEquals(List.of(), pollAfter(100));
  }

  @Test
  void aReaderWithoutPartitionsHandsOnTheRulesToo() throws Exception {
    start(List.of());
    rulesBroker.withRule(0, NOW_MS - 5_000);
    lookForRules();
    assertEquals(List.of("idle", "rule 0"), pollAfter(60_001));
    rulesBroker.withRule(1, NOW_MS + 5_000);
    lookForRules();
    assertEquals(List.of("rule 1"), pollAfter(100));
  }

  @Test
  void aTopicThatWasMadeAnewEndsTheReader() throws Exception {
    rulesBroker.withRule(0, NOW_MS - 5_000);
    lookForRules();
    pollAfter(0);
    rulesBroker.updateEndOffsets(Map.of(BrokerConsumer.PARTITION, 0L));
    lookForRules();
    assertThrows(IllegalStateException.class, () -> pollAfter(0));
  }

  @Test
  void operatorsSeeHowFarTheRulesAreKnownAndWhetherPaymentsWait() throws Exception {
    var gauges = new HashMap<String, Gauge<?>>();
    rulesFirst.register(
        new UnregisteredMetricsGroup() {
          @Override
          public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
          }
        });
    assertEquals(0L, gauges.get("rulesCoveredMs").getValue());
    rulesBroker.withRule(0, NOW_MS - 5_000);
    lookForRules();
    payments.has("t-0", NOW_MS + 1_001);
    pollAfter(300);
    assertEquals(NOW_MS + 1_500, gauges.get("rulesCoveredMs").getValue());
    assertEquals(300L, gauges.get("rulesLagMs").getValue());
    assertEquals(1L, gauges.get("rulesRead").getValue());
    assertEquals(1, gauges.get("paymentsHeld").getValue());
  }
}
