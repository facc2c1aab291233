package org.apache.beam.runners.flink.translation.wrappers.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.translation.types.CoderTypeInformation;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFnSchemaInformation;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With bundles of at most 20 ms and 5 elements. */
final class BundleTimersTest {
  private static final long LONGEST_MS = 20;
  private static final long AFTER_A_PAUSE_MS = 5;
  private static final long FULL = 5;
  private static final Coder<WindowedValue<String>> CODER =
      WindowedValue.getFullCoder(StringUtf8Coder.of(), GlobalWindow.Coder.INSTANCE);

  /** Hands on a bundle as one text when it ends. */
  private static final class Bundles extends DoFn<String, String> {
    private transient List<String> bundle;

    @StartBundle
    public void start() {
      bundle = new ArrayList<>();
    }

    @ProcessElement
    public void process(@Element String element) {
      if (element.equals("bad")) throw new IllegalArgumentException(element);
      bundle.add(element);
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      context.output(String.join("", bundle), GlobalWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
    }
  }

  private OneInputStreamOperatorTestHarness<WindowedValue<String>, WindowedValue<String>> harness;

  private static DoFnOperator<String, String> operator() {
    var options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setMaxBundleTimeMills(LONGEST_MS);
    options.setMaxBundleSize(FULL);
    var out = new TupleTag<String>("out");
    return new DoFnOperator<>(
        new Bundles(),
        "bundles",
        CODER,
        Map.of(),
        out,
        List.of(),
        new DoFnOperator.MultiOutputOutputManagerFactory<>(out, CODER, new SerializablePipelineOptions(options)),
        WindowingStrategy.globalDefault(),
        Map.of(),
        List.of(),
        options,
        null,
        null,
        DoFnSchemaInformation.create(),
        Map.of());
  }

  @BeforeEach
  void open() throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(new BundleTimers.Factory<>(operator()), 1, 1, 0);
    harness.setProcessingTime(1_000);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void thereIsNoTimerBeforeTheFirstBundle() throws Exception {
    assertEquals(0, timers());
    at(60_000);
    harness.processWatermark(7);
    assertEquals(0, timers());
  }

  @Test
  void afterAPauseABundleEndsSoonAndLeavesNoTimer() throws Exception {
    at(2_000);
    add("a", "b");
    assertEquals(1, timers());
    at(2_000 + AFTER_A_PAUSE_MS - 1);
    assertEquals(List.of(), bundles());
    at(2_000 + AFTER_A_PAUSE_MS);
    assertEquals(List.of("ab"), bundles());
    assertEquals(0, timers());
  }

  @Test
  void aBundleRightAfterAnotherHasATimerOfItsOwnAndTheLongestTime() throws Exception {
    at(2_000);
    add("a");
    at(2_005);
    at(2_006);
    add("b");
    assertEquals(1, timers());
    at(2_005 + LONGEST_MS - 1);
    add("c");
    assertEquals(List.of("a"), bundles());
    at(2_005 + LONGEST_MS);
    assertEquals(List.of("a", "bc"), bundles());
    assertEquals(0, timers());
  }

  @Test
  void noBundleLastsLongerWheneverItStarts() throws Exception {
    for (var startMs = 2_000L; startMs < 10_000; startMs += LONGEST_MS + startMs % 31) {
      at(startMs);
      var before = bundles().size();
      add("a");
      at(startMs + LONGEST_MS);
      assertEquals(before + 1, bundles().size());
      assertEquals(0, timers());
    }
  }

  @Test
  void aBundleBehindOneThatWasFullEndsInTime() throws Exception {
    at(2_000);
    add("a", "b", "c", "d", "e", "f");
    assertEquals(List.of("abcde"), bundles());
    assertEquals(1, timers());
    at(2_000 + LONGEST_MS - 1);
    assertEquals(1, timers());
    at(2_000 + LONGEST_MS);
    assertEquals(List.of("abcde", "f"), bundles());
    assertEquals(0, timers());
  }

  @Test
  void theWatermarkWaitsForTheBundleAndFollowsIt() throws Exception {
    at(2_000);
    add("a");
    harness.processWatermark(7);
    assertEquals(List.of(), watermarks());
    at(2_000 + AFTER_A_PAUSE_MS);
    assertEquals(List.of(7L), watermarks());
    harness.processWatermark(8);
    assertEquals(List.of(7L, 8L), watermarks());
    assertEquals(0, timers());
  }

  @Test
  void aCheckpointEndsTheBundleAndTheNextOneHasATimer() throws Exception {
    at(2_000);
    add("a");
    harness.processWatermark(7);
    harness.snapshot(1, 1);
    // What the checkpoint has ended leaves before the next watermark, or with the next bundle.
    assertEquals(List.of(), bundles());
    at(2_001);
    add("b");
    assertEquals(List.of("a"), bundles());
    at(2_000 + LONGEST_MS);
    assertEquals(List.of("a", "b"), bundles());
    assertEquals(List.of(7L), watermarks());
    assertEquals(0, timers());
  }

  @Test
  void whatACheckpointHasSavedComesAfterARestore() throws Exception {
    at(2_000);
    add("a");
    var state = harness.snapshot(1, 1);
    harness.close();
    harness = new OneInputStreamOperatorTestHarness<>(new BundleTimers.Factory<>(operator()), 1, 1, 0);
    harness.setProcessingTime(3_000);
    harness.initializeState(state);
    harness.open();
    assertEquals(0, timers());
    add("b");
    at(3_000 + LONGEST_MS);
    assertEquals(List.of("a", "b"), bundles());
  }

  @Test
  void theWatermarkGoesOnAfterACheckpointBehindWhichNothingComes() throws Exception {
    at(2_000);
    add("a");
    harness.processWatermark(7);
    harness.snapshot(1, 1);
    assertEquals(List.of(), watermarks());
    at(2_000 + LONGEST_MS);
    assertEquals(List.of(7L), watermarks());
    assertEquals(0, timers());
  }

  @Test
  void theLastWatermarkEndsTheBundleAtOnce() throws Exception {
    at(2_000);
    add("a");
    harness.processWatermark(Watermark.MAX_WATERMARK.getTimestamp());
    assertEquals(List.of("a"), bundles());
    assertEquals(1, watermarks().size());
  }

  @Test
  void aBundleThatFailsFailsTheStep() throws Exception {
    at(2_000);
    add("a");
    assertThrows(Exception.class, () -> add("bad"));
  }

  @Test
  void stepsOfAJobWithoutStateGetOne() {
    var job = StreamExecutionEnvironment.getExecutionEnvironment();
    var type = new CoderTypeInformation<>(CODER, PipelineOptionsFactory.create());
    var source = job.fromCollection(List.of(WindowedValue.valueInGlobalWindow("a")), type);
    var plain = (OneInputTransformation<?, ?>) source.transform("plain", type, operator()).getTransformation();
    var keyed =
        (OneInputTransformation<?, ?>)
            source.keyBy(WindowedValue::getValue, Types.STRING).transform("keyed", type, operator()).getTransformation();
    var other = (OneInputTransformation<?, ?>) source.filter(any -> true).getTransformation();
    BundleTimers.use(job);
    assertEquals(BundleTimers.Factory.class, plain.getOperatorFactory().getClass());
    assertEquals(SimpleOperatorFactory.class, keyed.getOperatorFactory().getClass());
    assertFalse(other.getOperatorFactory() instanceof BundleTimers.Factory);
    assertEquals(keyed.getOperatorFactory().getChainingStrategy(), plain.getOperatorFactory().getChainingStrategy());
  }

  private void at(long ms) throws Exception {
    harness.setProcessingTime(ms);
  }

  private void add(String... elements) throws Exception {
    for (var element : elements) harness.processElement(WindowedValue.valueInGlobalWindow(element), 0);
  }

  private int timers() {
    return harness.getProcessingTimeService().getNumActiveTimers();
  }

  private List<String> bundles() {
    return harness.extractOutputValues().stream().map(WindowedValue::getValue).collect(Collectors.toList());
  }

  private List<Long> watermarks() {
    return harness.getOutput().stream()
        .filter(output -> output instanceof Watermark)
        .map(output -> ((Watermark) output).getTimestamp())
        .collect(Collectors.toList());
  }
}
