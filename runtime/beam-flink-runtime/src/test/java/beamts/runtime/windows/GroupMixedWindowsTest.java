package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.beam.runners.flink.translation.types.CoderTypeInformation;
import org.apache.beam.runners.fnexecution.provisioning.JobInfo;
import org.apache.beam.runners.fnexecution.translation.PipelineTranslatorUtils;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.util.construction.PTransformTranslation;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.vendor.grpc.v1p60p1.com.google.protobuf.ByteString;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class GroupMixedWindowsTest {
  private static final String NAME = "groupMixedWindows";
  private static final long FAR = 4_000_000_000_000L;

  @Test
  void aStepOfAPipelineBecomesAFlinkFunctionWithItsNameAsUid() throws Exception {
    var pipeline = pipeline(Sessions.withGapDuration(Duration.millis(10)));
    var context = translate(pipeline);
    DataStream<WindowedValue<KV<String, Iterable<byte[]>>>> groups = context.getDataStreamOrThrow("groups");
    assertEquals(
        List.of(NAME),
        context.getExecutionEnvironment().getStreamGraph(false).getStreamNodes().stream()
            .map(StreamNode::getTransformationUID)
            .filter(Objects::nonNull)
            .collect(Collectors.toList()));
    var given = new TreeSet<String>();
    try (var panes = groups.executeAndCollect()) {
      panes.forEachRemaining(pane -> given.add(said(pane)));
    }
    assertEquals(
        new TreeSet<>(
            List.of(
                "30/10|k ON_TIME [-20, 10) [1]",
                "|k EARLY [" + FAR + ", " + (FAR + 100) + ") [2]",
                "|k EARLY [" + FAR + ", " + (FAR + 150) + ") [3]",
                "|k ON_TIME [" + FAR + ", " + (FAR + 150) + ") [2, 3]")),
        given);
  }

  @Test
  void withBroadcastsAnElementForAllLeavesEachSubtaskBeforeTheWindowsThatEndAfterIt() throws Exception {
    var pipeline = pipeline(Sessions.withGapDuration(Duration.millis(10)), "{\"broadcasts\": true}");
    var elements = new ArrayList<WindowedValue<KV<String, byte[]>>>();
    for (var key = 0; key < 20; key++) elements.add(element("30/10|" + key, 0, 40, key));
    elements.add(element("!a", 0, 1, 1));
    elements.add(element("!b", 0, 1, 2));
    var context = translate(pipeline, 3, elements);
    DataStream<WindowedValue<KV<String, Iterable<byte[]>>>> groups = context.getDataStreamOrThrow("groups");
    var bySubtask = new TreeMap<Integer, List<String>>();
    try (var said = groups.map(new WithSubtask()).executeAndCollect()) {
      said.forEachRemaining(pane -> bySubtask.computeIfAbsent(pane.f0, subtask -> new ArrayList<>()).add(pane.f1));
    }
    assertEquals(3, bySubtask.size());
    var windows = 0;
    for (var said : bySubtask.values()) {
      assertEquals(
          Set.of("!a ON_TIME [0, 1) [1]", "!b ON_TIME [0, 1) [2]"), Set.copyOf(said.subList(0, 2)), said.toString());
      windows += said.size() - 2;
    }
    assertEquals(20, windows);
  }

  private static final class WithSubtask
      extends RichMapFunction<WindowedValue<KV<String, Iterable<byte[]>>>, Tuple2<Integer, String>> {
    @Override
    public Tuple2<Integer, String> map(WindowedValue<KV<String, Iterable<byte[]>>> pane) {
      return Tuple2.of(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), said(pane));
    }
  }

  @Test
  void settingsThatAreUnknownAreRefused() {
    var pipeline = pipeline(Sessions.withGapDuration(Duration.millis(10)), "{\"broadcast\": true}");
    assertThrows(UncheckedIOException.class, () -> translate(pipeline));
  }

  @Test
  void withAndWithoutBroadcastsTheStepIsTheSameToState() throws Exception {
    var without = pipeline(Sessions.withGapDuration(Duration.millis(10)));
    var with = pipeline(Sessions.withGapDuration(Duration.millis(10)), "{\"broadcasts\": true}");
    assertEquals(statefulSteps(translate(without)), statefulSteps(translate(with)));
  }

  private static Map<String, String> statefulSteps(StreamingTranslationContext context) {
    return context.getExecutionEnvironment().getStreamGraph(false).getStreamNodes().stream()
        .filter(node -> node.getTransformationUID() != null)
        .collect(
            Collectors.toMap(
                StreamNode::getTransformationUID,
                node -> node.getOperatorName() + " " + node.getStateKeySerializer() + " " + node.getInEdges().size()));
  }

  @Test
  void windowsThatDoNotMergeAreRefused() {
    var pipeline = pipeline(FixedWindows.of(Duration.millis(10)));
    assertThrows(IllegalArgumentException.class, () -> translate(pipeline));
  }

  private static String said(WindowedValue<KV<String, Iterable<byte[]>>> pane) {
    var window = (IntervalWindow) pane.getWindows().iterator().next();
    var values = new ArrayList<Integer>();
    pane.getValue().getValue().forEach(value -> values.addAll(Part.valuesOfRecord(value)));
    return pane.getValue().getKey()
        + " "
        + pane.getPane().getTiming()
        + " ["
        + window.start().getMillis()
        + ", "
        + window.end().getMillis()
        + ") "
        + values;
  }

  /** As the submitter sends it: a GroupByKey of another name and with two outputs. */
  private static RunnerApi.Pipeline pipeline(WindowFn<Object, IntervalWindow> windows) {
    return pipeline(windows, "");
  }

  private static RunnerApi.Pipeline pipeline(WindowFn<Object, IntervalWindow> windows, String payload) {
    var coder = KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of());
    var java = Pipeline.create();
    java.apply(Create.empty(coder))
        .apply(Window.<KV<String, byte[]>>into(windows).withAllowedLateness(Duration.ZERO).accumulatingFiredPanes())
        .apply(GroupByKey.create());
    var pipeline = PipelineTranslation.toProto(java);
    var components = pipeline.getComponents().toBuilder();
    var grouping =
        components.getTransformsMap().values().stream()
            .filter(of -> of.getSpec().getUrn().equals(PTransformTranslation.GROUP_BY_KEY_TRANSFORM_URN))
            .findFirst()
            .orElseThrow();
    var input = grouping.getInputsMap().values().iterator().next();
    var output = grouping.getOutputsMap().values().iterator().next();
    components.putPcollections("elements", components.getPcollectionsOrThrow(input));
    components.putPcollections("groups", components.getPcollectionsOrThrow(output));
    components.putPcollections("late", components.getPcollectionsOrThrow(input));
    components.putTransforms(
        NAME,
        RunnerApi.PTransform.newBuilder()
            .setUniqueName(NAME)
            .setSpec(
                RunnerApi.FunctionSpec.newBuilder()
                    .setUrn(GroupMixedWindows.URN)
                    .setPayload(ByteString.copyFromUtf8(payload)))
            .putInputs("in", "elements")
            .putOutputs("groups", "groups")
            .putOutputs("late", "late")
            .build());
    return pipeline.toBuilder().setComponents(components).build();
  }

  private static StreamingTranslationContext translate(RunnerApi.Pipeline pipeline) throws Exception {
    return translate(
        pipeline,
        1,
        List.of(element("30/10|k", 0, 40, 1), element("|k", FAR, FAR + 100, 2), element("|k", FAR + 50, FAR + 150, 3)));
  }

  private static StreamingTranslationContext translate(
      RunnerApi.Pipeline pipeline, int parallelism, List<WindowedValue<KV<String, byte[]>>> elements) throws Exception {
    var options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(parallelism);
    var job = JobInfo.create("job", "job", "", PipelineOptionsTranslation.toProto(options));
    var context = new FlinkStreamingPortablePipelineTranslator().createTranslationContext(job, options, null, List.of());
    var type =
        new CoderTypeInformation<WindowedValue<KV<String, byte[]>>>(
            PipelineTranslatorUtils.instantiateCoder("elements", pipeline.getComponents()), options);
    context.addDataStream(
        "elements",
        context
            .getExecutionEnvironment()
            .fromCollection(elements, type));
    GroupMixedWindows.translators().get(GroupMixedWindows.URN).translate(NAME, pipeline, context);
    return context;
  }

  private static WindowedValue<KV<String, byte[]>> element(String key, long start, long end, int value) {
    var window = new IntervalWindow(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end));
    return WindowedValue.of(
        KV.of(key, Part.record(value)),
        window.start(),
        window,
        PaneInfo.createPane(true, false, PaneInfo.Timing.EARLY));
  }
}
