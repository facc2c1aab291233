package beamts.runtime;

import beamts.runtime.copies.DropCopies;
import beamts.runtime.kafka.KafkaTransforms;
import beamts.runtime.state.StampState;
import beamts.runtime.windows.GroupMixedWindows;
import beamts.runtime.windows.GroupWindows;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi.PTransform;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.PTransformTranslator;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.beam.sdk.util.construction.NativeTransforms;

/** All that this runtime teaches to Beam's Flink runner, by URN. */
public final class AddedTransforms {
  static final Map<String, PTransformTranslator<StreamingTranslationContext>> TRANSLATORS = translators();

  private static Map<String, PTransformTranslator<StreamingTranslationContext>> translators() {
    var all = new HashMap<>(KafkaTransforms.translators());
    all.putAll(GroupWindows.translators());
    all.putAll(GroupMixedWindows.translators());
    all.putAll(DropCopies.translators());
    all.putAll(StampState.translators());
    return Map.copyOf(all);
  }

  /** Tells Beam not to look for what these transforms consist of; found by {@link java.util.ServiceLoader}. */
  public static final class AreNative implements NativeTransforms.IsNativeTransform {
    @Override
    public boolean test(PTransform transform) {
      return TRANSLATORS.containsKey(transform.getSpec().getUrn());
    }
  }

  private AddedTransforms() {}
}
