package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
            .setSpec(RunnerApi.FunctionSpec.newBuilder().setUrn(GroupMixedWindows.URN))
            .putInputs("in", "elements")
            .putOutputs("groups", "groups")
            .putOutputs("late", "late")
            .build());
    return pipeline.toBuilder().setComponents(components).build();
  }

  private static StreamingTranslationContext translate(RunnerApi.Pipeline pipeline) throws Exception {
    var options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(1);
    var job = JobInfo.create("job", "job", "", PipelineOptionsTranslation.toProto(options));
    var context = new FlinkStreamingPortablePipelineTranslator().createTranslationContext(job, options, null, List.of());
    var type =
        new CoderTypeInformation<WindowedValue<KV<String, byte[]>>>(
            PipelineTranslatorUtils.instantiateCoder("elements", pipeline.getComponents()), options);
    context.addDataStream(
        "elements",
        context
            .getExecutionEnvironment()
            .fromCollection(
                Arrays.asList(
                    element("30/10|k", 0, 40, 1), element("|k", FAR, FAR + 100, 2), element("|k", FAR + 50, FAR + 150, 3)),
                type));
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
