package beamts.runtime.kafka;

import beamts.runtime.Payload;
import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.PTransformTranslator;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;

/**
 * The transforms that this runtime adds to Beam's Flink runner: Flink's own Kafka connector as source and sink. Beam's
 * KafkaIO passes each record through a second Java harness on its way in and out, and waits for a bundle each time.
 */
public final class KafkaTransforms {
  /** Payload: {@link ReadSettings} as JSON. Output: bytes, as {@link RecordBytes} makes them. */
  public static final String READ = "beam-ts:kafka_read:v1";

  /** Payload: {@link WriteSettings} as JSON. Input: KV of bytes and bytes. */
  public static final String WRITE = "beam-ts:kafka_write:v1";

  public static Map<String, PTransformTranslator<StreamingTranslationContext>> translators() {
    return Map.of(READ, KafkaTransforms::read, WRITE, KafkaTransforms::write);
  }

  private static void read(String id, Pipeline pipeline, StreamingTranslationContext context) {
    var transform = pipeline.getComponents().getTransformsOrThrow(id);
    var output = transform.getOutputsMap().values().iterator().next();
    context.addDataStream(output, ReadRecords.from(Payload.read(transform, ReadSettings.class), transform.getUniqueName(), context));
  }

  private static void write(String id, Pipeline pipeline, StreamingTranslationContext context) {
    var transform = pipeline.getComponents().getTransformsOrThrow(id);
    var input = transform.getInputsMap().values().iterator().next();
    WriteRecords.to(
        Payload.read(transform, WriteSettings.class), transform.getUniqueName(), context.getDataStreamOrThrow(input));
  }

  private KafkaTransforms() {}
}
