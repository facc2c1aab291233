package beamts.runtime.state;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

final class StampTest {
  private static final String PAIR = stamp("one", "pair");

  private static String stamp(String job, String key) {
    return "<beam-ts:state {\"job\":\"" + job + "\",\"options\":{\"gap\":\"10m\",\"key\":\"" + key + "\"}}>";
  }

  /** Subtask {@code index} of {@code parallelism}, which goes on from {@code state}: null for a new start. */
  private static OneInputStreamOperatorTestHarness<String, String> running(
      String stamp, OperatorSubtaskState state, int parallelism, int index) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(new StreamMap<>(new Stamp<String>(stamp)), 16, parallelism, index);
    harness.setup();
    if (state != null) harness.initializeState(state);
    harness.open();
    return harness;
  }

  private static OperatorSubtaskState savedBy(String stamp) throws Exception {
    try (var harness = running(stamp, null, 1, 0)) {
      return harness.snapshot(1, 1);
    }
  }

  @Test
  void letsEverythingThrough() throws Exception {
    try (var harness = running(PAIR, null, 1, 0)) {
      harness.processElement("a", 1);
      assertEquals(List.of("a"), harness.extractOutputValues());
    }
  }

  @Test
  void theSameOptionsGoOnWhateverTheJobIsCalled() throws Exception {
    var state = savedBy(PAIR);
    assertDoesNotThrow(() -> running(stamp("another", "pair"), state, 1, 0).close());
  }

  @Test
  void otherOptionsEndTheJobForGoodWithOneLine() throws Exception {
    var state = savedBy(PAIR);
    var error = assertThrows(SuppressRestartsException.class, () -> running(stamp("one", "origin"), state, 1, 0));
    assertEquals(
        "the state is of a job with --key pair, this one has --key origin: "
            + "start with the options of the state, or without the state",
        error.getCause().getMessage());
  }

  @Test
  void theStampOutlivesRescalingAndSeveralRestarts() throws Exception {
    var state = savedBy(PAIR);
    for (var parallelism = 2; parallelism < 4; parallelism++) {
      var parts = new OperatorSubtaskState[parallelism];
      for (var index = 0; index < parallelism; index++) {
        var own =
            AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 16, parallelism - 1, parallelism, index);
        try (var harness = running(PAIR, own, parallelism, index)) {
          parts[index] = harness.snapshot(1, 1);
        }
      }
      state = AbstractStreamOperatorTestHarness.repackageState(parts);
    }
    var last = state;
    assertThrows(SuppressRestartsException.class, () -> running(stamp("one", "target"), last, 4, 3));
  }

  @Test
  void stateWithoutAStampIsTakenAsItIs() {
    assertDoesNotThrow(() -> running(PAIR, OperatorSubtaskState.builder().build(), 1, 0).close());
  }

  @Test
  void theStampStandsInTheMetadataAsPlainText() throws Exception {
    var handle = savedBy(PAIR).getManagedOperatorState().iterator().next();
    try (var in = handle.openInputStream()) {
      assertTrue(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(PAIR));
    }
  }
}
