package beamts.runtime.copies;

import beamts.runtime.Payload;
import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.PTransformTranslator;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator.StreamingTranslationContext;
import org.apache.beam.runners.flink.translation.types.CoderTypeInformation;
import org.apache.beam.runners.fnexecution.translation.PipelineTranslatorUtils;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Lets the first of equal elements through at once, and drops its copies. */
public final class DropCopies {
  /**
   * Input and output: KV of text and bytes, in no window. Of elements with the same key, time and value one leaves, as long
   * as the watermark has not passed their time by the settings' duration. A key is {@code =} and an id. An element with an
   * empty key is a copy of nothing. One whose key begins with {@code !} leaves every parallel subtask, in order with what comes the same way.
   *
   * <p>Payload: {@link CopiesSettings} as JSON.
   */
  public static final String URN = "beam-ts:drop_copies:v1";

  private static final TypeInformation<Tuple5<String, Long, Long, Boolean, byte[]>> PART =
      Types.TUPLE(
          Types.STRING, Types.LONG, Types.LONG, Types.BOOLEAN, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  public static Map<String, PTransformTranslator<StreamingTranslationContext>> translators() {
    return Map.of(URN, DropCopies::translate);
  }

  private static void translate(String id, Pipeline pipeline, StreamingTranslationContext context) {
    var components = pipeline.getComponents();
    var transform = components.getTransformsOrThrow(id);
    var output = transform.getOutputsMap().values().iterator().next();
    var type =
        new CoderTypeInformation<WindowedValue<KV<String, byte[]>>>(
            PipelineTranslatorUtils.instantiateCoder(output, components), context.getPipelineOptions());
    DataStream<WindowedValue<KV<String, byte[]>>> elements =
        context.getDataStreamOrThrow(transform.getInputsMap().values().iterator().next());
    context.addDataStream(
        output,
        elements
            .flatMap(new ByKey())
            .returns(PART)
            .name("toPossibleCopy")
            .keyBy(CopyDropper.STATE_KEY, Types.STRING)
            .process(new CopyDropper(Payload.read(transform, CopiesSettings.class).withinMs), type)
            .name(transform.getUniqueName())
            .uid(transform.getUniqueName()));
  }

  private DropCopies() {}
}
