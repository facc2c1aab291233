package beamts.runtime.windows;

import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.PTransformTranslator;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple5;

/**
 * {@link GroupWindows} for windows of many kinds at once, which the key tells, and of values that are {@link
 * beamts.runtime.records.MergeableRecord}s: what comes together leaves as one, that of sliding windows as one a slice.
 */
public final class GroupMixedWindows {
  /**
   * Input and outputs as those of {@link GroupWindows}, in session windows. Keys that begin with {@code |} are of windows
   * that merge where they overlap, {@link SessionGrouping}; there an EARLY element is also handed on at once. Keys that
   * begin with {@code SIZE/EVERY|} or {@code SIZE/EVERY/all|}, in ms, are of sliding windows, {@link SliceGrouping}, whose
   * elements begin with their slice.
   *
   * <p>Payload: nothing, or {@link MixedSettings} as JSON. With {@code broadcasts}, each element whose key begins with
   * {@code !} leaves every parallel subtask by itself and at once, as a group in the window [0, 1), in order with the
   * elements and the watermarks that come the same way. Its value is any bytes; no state is kept of it.
   */
  public static final String URN = "beam-ts:group_mixed_windows:v1";

  private static final TypeInformation<Tuple5<String, Long, Long, Boolean, byte[]>> PART =
      Types.TUPLE(
          Types.STRING, Types.LONG, Types.LONG, Types.BOOLEAN, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  public static Map<String, PTransformTranslator<StreamingTranslationContext>> translators() {
    return Map.of(URN, GroupMixedWindows::translate);
  }

  private static void translate(String id, Pipeline pipeline, StreamingTranslationContext context) {
    var step = new GroupingStep(id, pipeline, context);
    if (!step.merging()) throw new IllegalArgumentException(step.name() + ": expected windows that merge");
    var broadcasts = step.hasSettings() && step.settings(MixedSettings.class).broadcasts;
    var parts =
        broadcasts ? step.elements().flatMap(new PartsAndForAll()) : step.elements().map(GroupMixedWindows::part);
    // The same to state: a job may go on from one without broadcasts, and the other way round.
    var grouper =
        broadcasts
            ? new BroadcastingGrouper(step.allowedLatenessMs(), step.late)
            : new MixedGrouper(step.allowedLatenessMs(), step.late);
    step.addOutputs(
        parts
            .returns(PART)
            .name("toMixedPart")
            .keyBy(MixedGrouper.STATE_KEY, Types.STRING)
            .process(grouper, step.groupsType()));
  }

  static Tuple5<String, Long, Long, Boolean, byte[]> part(WindowedValue<KV<String, byte[]>> element) {
    var window = (IntervalWindow) element.getWindows().iterator().next();
    var early = element.getPane().getTiming() == PaneInfo.Timing.EARLY;
    var keyed = element.getValue();
    return Tuple5.of(keyed.getKey(), window.start().getMillis(), window.end().getMillis(), early, keyed.getValue());
  }

  private GroupMixedWindows() {}
}
