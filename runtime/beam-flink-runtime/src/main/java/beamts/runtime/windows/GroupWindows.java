package beamts.runtime.windows;

import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi.AccumulationMode;
import org.apache.beam.model.pipeline.v1.RunnerApi.Components;
import org.apache.beam.model.pipeline.v1.RunnerApi.MergeStatus;
import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.PTransformTranslator;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.beam.runners.flink.translation.types.CoderTypeInformation;
import org.apache.beam.runners.fnexecution.translation.PipelineTranslatorUtils;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.OutputTag;

/**
 * GroupByKey as one lean Flink function that also hands out what came too late. Beam's own, which knows every trigger and
 * window there is, takes several times the CPU (docs/performance.md has the figures) and drops late elements in silence.
 */
public final class GroupWindows {
  /**
   * A GroupByKey for runners that do not know it. Input: KV of text and bytes, each in a window of its own. Outputs:
   * {@code groups}, and {@code late}, each value there led by three times of 8 bytes, big endian: the ms
   * of event time since it would last have been taken, and its window's start and end.
   */
  public static final String URN = "beam-ts:group_windows:v1";

  private static final TypeInformation<Tuple4<String, Long, Long, byte[]>> PART =
      Types.TUPLE(
          Types.STRING, Types.LONG, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  public static Map<String, PTransformTranslator<StreamingTranslationContext>> translators() {
    return Map.of(URN, GroupWindows::translate);
  }

  private static void translate(String id, Pipeline pipeline, StreamingTranslationContext context) {
    var components = pipeline.getComponents();
    var transform = components.getTransformsOrThrow(id);
    var input = transform.getInputsMap().values().iterator().next();
    var groupsId = transform.getOutputsOrThrow("groups");
    var lateId = transform.getOutputsOrThrow("late");
    var windowing =
        components.getWindowingStrategiesOrThrow(components.getPcollectionsOrThrow(input).getWindowingStrategyId());
    if (!windowing.getTrigger().hasDefault() || windowing.getAccumulationMode() != AccumulationMode.Enum.ACCUMULATING) {
      throw new IllegalArgumentException(
          transform.getUniqueName() + ": expected the default trigger, accumulating, found " + windowing.getTrigger());
    }
    var merging = windowing.getMergeStatus() == MergeStatus.Enum.NEEDS_MERGE;
    var late = new OutputTag<>("late", GroupWindows.<KV<String, byte[]>>typeOf(lateId, components, context));
    DataStream<WindowedValue<KV<String, byte[]>>> elements = context.getDataStreamOrThrow(input);
    var name = transform.getUniqueName();
    var groups =
        elements
            .map(GroupWindows::part)
            .returns(PART)
            .name("toWindowPart")
            .keyBy(SessionGrouper.stateKey(merging), Types.STRING)
            .process(
                new SessionGrouper(merging, windowing.getAllowedLateness(), late),
                GroupWindows.<KV<String, Iterable<byte[]>>>typeOf(groupsId, components, context))
            .name(name)
            .uid(name);
    context.addDataStream(groupsId, groups);
    context.addDataStream(lateId, groups.getSideOutput(late));
  }

  private static <T> TypeInformation<WindowedValue<T>> typeOf(
      String collection, Components components, StreamingTranslationContext context) {
    return new CoderTypeInformation<>(
        PipelineTranslatorUtils.instantiateCoder(collection, components), context.getPipelineOptions());
  }

  private static Tuple4<String, Long, Long, byte[]> part(WindowedValue<KV<String, byte[]>> element) {
    var window = (IntervalWindow) element.getWindows().iterator().next();
    var keyed = element.getValue();
    return Tuple4.of(keyed.getKey(), window.start().getMillis(), window.end().getMillis(), keyed.getValue());
  }

  private GroupWindows() {}
}
