package beamts.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.model.pipeline.v1.RunnerApi.PTransform;

/** What a transform says of itself, as JSON. */
public final class Payload {
  /** @throws UncheckedIOException if there is anything in it that {@code type} does not have */
  public static <T> T read(PTransform transform, Class<T> type) {
    try {
      return new ObjectMapper().readValue(transform.getSpec().getPayload().toByteArray(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(transform.getUniqueName() + ": its settings cannot be read", e);
    }
  }

  private Payload() {}
}
