package beamts.runtime.windows;

import beamts.runtime.Payload;
import org.apache.beam.model.pipeline.v1.RunnerApi.AccumulationMode;
import org.apache.beam.model.pipeline.v1.RunnerApi.Components;
import org.apache.beam.model.pipeline.v1.RunnerApi.MergeStatus;
import org.apache.beam.model.pipeline.v1.RunnerApi.PTransform;
import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.model.pipeline.v1.RunnerApi.WindowingStrategy;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.beam.runners.flink.translation.types.CoderTypeInformation;
import org.apache.beam.runners.fnexecution.translation.PipelineTranslatorUtils;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** A grouping transform of a pipeline: what it says of itself. */
final class GroupingStep {
  private final Components components;
  private final PTransform transform;
  private final StreamingTranslationContext context;
  private final WindowingStrategy windowing;
  /** For what comes too late. */
  final OutputTag<WindowedValue<KV<String, byte[]>>> late;

  /** @throws IllegalArgumentException unless the input's windows have the default trigger and accumulate */
  GroupingStep(String id, Pipeline pipeline, StreamingTranslationContext context) {
    this.context = context;
    components = pipeline.getComponents();
    transform = components.getTransformsOrThrow(id);
    windowing =
        components.getWindowingStrategiesOrThrow(components.getPcollectionsOrThrow(input()).getWindowingStrategyId());
    if (!windowing.getTrigger().hasDefault() || windowing.getAccumulationMode() != AccumulationMode.Enum.ACCUMULATING) {
      throw new IllegalArgumentException(
          name() + ": expected the default trigger, accumulating, found " + windowing.getTrigger());
    }
    late = new OutputTag<>("late", this.<KV<String, byte[]>>typeOf("late"));
  }

  /** Also the uid of its state. */
  String name() {
    return transform.getUniqueName();
  }

  boolean hasSettings() {
    return !transform.getSpec().getPayload().isEmpty();
  }

  <T> T settings(Class<T> type) {
    return Payload.read(transform, type);
  }

  boolean merging() {
    return windowing.getMergeStatus() == MergeStatus.Enum.NEEDS_MERGE;
  }

  long allowedLatenessMs() {
    return windowing.getAllowedLateness();
  }

  DataStream<WindowedValue<KV<String, byte[]>>> elements() {
    return context.getDataStreamOrThrow(input());
  }

  TypeInformation<WindowedValue<KV<String, Iterable<byte[]>>>> groupsType() {
    return typeOf("groups");
  }

  void addOutputs(SingleOutputStreamOperator<WindowedValue<KV<String, Iterable<byte[]>>>> groups) {
    context.addDataStream(transform.getOutputsOrThrow("groups"), groups.name(name()).uid(name()));
    context.addDataStream(transform.getOutputsOrThrow("late"), groups.getSideOutput(late));
  }

  private String input() {
    return transform.getInputsMap().values().iterator().next();
  }

  private <T> TypeInformation<WindowedValue<T>> typeOf(String output) {
    return new CoderTypeInformation<>(
        PipelineTranslatorUtils.instantiateCoder(transform.getOutputsOrThrow(output), components),
        context.getPipelineOptions());
  }
}
