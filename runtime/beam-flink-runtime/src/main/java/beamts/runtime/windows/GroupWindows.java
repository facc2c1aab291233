package beamts.runtime.windows;

import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.PTransformTranslator;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;

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
    var step = new GroupingStep(id, pipeline, context);
    step.addOutputs(
        step.elements()
            .map(GroupWindows::part)
            .returns(PART)
            .name("toWindowPart")
            .keyBy(SessionGrouper.stateKey(step.merging()), Types.STRING)
            .process(new SessionGrouper(step.merging(), step.allowedLatenessMs(), step.late), step.groupsType()));
  }

  private static Tuple4<String, Long, Long, byte[]> part(WindowedValue<KV<String, byte[]>> element) {
    var window = (IntervalWindow) element.getWindows().iterator().next();
    var keyed = element.getValue();
    return Tuple4.of(keyed.getKey(), window.start().getMillis(), window.end().getMillis(), keyed.getValue());
  }

  private GroupWindows() {}
}
