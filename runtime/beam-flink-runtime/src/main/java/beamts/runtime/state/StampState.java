package beamts.runtime.state;

import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.PTransformTranslator;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.flink.streaming.api.datastream.DataStream;

/** A step that lets everything through and signs what the job saves: see {@link Stamp}. */
public final class StampState {
  /** Payload: the stamp as text. Output: the input. */
  public static final String URN = "beam-ts:stamp_state:v1";

  /** The same whatever the step is called, so that state never loses its stamp: one a job. */
  private static final String UID = "stampState";

  public static Map<String, PTransformTranslator<StreamingTranslationContext>> translators() {
    return Map.of(URN, StampState::translate);
  }

  private static void translate(String id, Pipeline pipeline, StreamingTranslationContext context) {
    var transform = pipeline.getComponents().getTransformsOrThrow(id);
    var input = transform.getInputsMap().values().iterator().next();
    var output = transform.getOutputsMap().values().iterator().next();
    DataStream<Object> elements = context.getDataStreamOrThrow(input);
    var stamp = new Stamp<>(transform.getSpec().getPayload().toStringUtf8());
    context.addDataStream(
        output, elements.map(stamp).returns(elements.getType()).name(transform.getUniqueName()).uid(UID));
  }

  private StampState() {}
}
