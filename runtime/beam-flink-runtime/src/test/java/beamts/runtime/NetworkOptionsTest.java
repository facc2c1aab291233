package beamts.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.vendor.grpc.v1p60p1.com.google.protobuf.Struct;
import org.apache.beam.vendor.grpc.v1p60p1.com.google.protobuf.Value;
import org.junit.jupiter.api.Test;

class NetworkOptionsTest {
  @Test
  void theTimeoutIsWhatThePipelineWasSubmittedWith() {
    var submitted =
        Struct.newBuilder()
            .putFields("beam:option:buffer_timeout_millis:v1", Value.newBuilder().setNumberValue(0).build())
            .build();
    var options = PipelineOptionsTranslation.fromProto(submitted).as(NetworkOptions.class);
    assertEquals(0, options.getBufferTimeoutMillis());
  }

  @Test
  void withoutOneItIsShort() {
    assertEquals(10, PipelineOptionsFactory.create().as(NetworkOptions.class).getBufferTimeoutMillis());
  }
}
