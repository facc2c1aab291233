package beamts.runtime.sessions;

import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi.AccumulationMode;
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

/**
 * GroupByKey of session windows as one lean Flink function. Beam's own, which knows every trigger and window there is,
 * takes several times the CPU: docs/performance.md has the figures.
 */
public final class GroupSessions {
  /** A GroupByKey for runners that do not know it. Input: KV of text and bytes, each in a window of its own. */
  public static final String URN = "beam-ts:group_sessions:v1";

  private static final TypeInformation<Tuple4<String, Long, Long, byte[]>> PART =
      Types.TUPLE(
          Types.STRING, Types.LONG, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  public static Map<String, PTransformTranslator<StreamingTranslationContext>> translators() {
    return Map.of(URN, GroupSessions::translate);
  }

  private static void translate(String id, Pipeline pipeline, StreamingTranslationContext context) {
    var components = pipeline.getComponents();
    var transform = components.getTransformsOrThrow(id);
    var input = transform.getInputsMap().values().iterator().next();
    var output = transform.getOutputsMap().values().iterator().next();
    var windowing =
        components.getWindowingStrategiesOrThrow(components.getPcollectionsOrThrow(input).getWindowingStrategyId());
    if (!windowing.getTrigger().hasDefault() || windowing.getAccumulationMode() != AccumulationMode.Enum.ACCUMULATING) {
      throw new IllegalArgumentException(
          transform.getUniqueName() + ": expected the default trigger, accumulating, found " + windowing.getTrigger());
    }
    var outputType =
        new CoderTypeInformation<WindowedValue<KV<String, Iterable<byte[]>>>>(
            PipelineTranslatorUtils.instantiateCoder(output, components), context.getPipelineOptions());
    DataStream<WindowedValue<KV<String, byte[]>>> elements = context.getDataStreamOrThrow(input);
    var name = transform.getUniqueName();
    var groups =
        elements
            .map(GroupSessions::part)
            .returns(PART)
            .name("toSessionPart")
            .keyBy(part -> part.f0, Types.STRING)
            .process(new SessionGrouper(windowing.getAllowedLateness()), outputType)
            .name(name)
            .uid(name);
    context.addDataStream(output, groups);
  }

  private static Tuple4<String, Long, Long, byte[]> part(WindowedValue<KV<String, byte[]>> element) {
    var window = (IntervalWindow) element.getWindows().iterator().next();
    var keyed = element.getValue();
    return Tuple4.of(keyed.getKey(), window.start().getMillis(), window.end().getMillis(), keyed.getValue());
  }

  private GroupSessions() {}
}
