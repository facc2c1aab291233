package beamts.runtime;

import java.io.FileNotFoundException;
import java.util.UUID;
import org.apache.beam.model.jobmanagement.v1.ArtifactApi;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.fnexecution.provisioning.JobInfo;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.vendor.grpc.v1p60p1.com.google.protobuf.Struct;

/**
 * Main class of a job jar: starts the pipeline in the jar on the Flink that runs it. Beam's own main class looks for the
 * pipeline beside itself: on Flink's class path, where this runtime is, and not in the jar that was uploaded.
 */
public final class RunPipelineInJar {
  private static final String NOTHING_STAGED =
      ArtifactApi.CommitManifestResponse.Constants.NO_ARTIFACTS_STAGED_TOKEN
          .getValueDescriptor()
          .getOptions()
          .getExtension(RunnerApi.beamConstant);

  public static void main(String[] args) throws Exception {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var pipeline = RunnerApi.Pipeline.parseFrom(read("pipeline.pb"));
    var options =
        PipelineOptionsTranslation.fromProto(Struct.parseFrom(read("options.pb"))).as(FlinkPipelineOptions.class);
    var name = options.getJobName();
    var job =
        JobInfo.create(name + "_" + UUID.randomUUID(), name, NOTHING_STAGED, PipelineOptionsTranslation.toProto(options));
    new PipelineRunner(options, null).run(pipeline, job);
  }

  /** Flink makes the loader of the uploaded jar the thread's own. */
  private static byte[] read(String entry) throws Exception {
    try (var stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(entry)) {
      if (stream == null) throw new FileNotFoundException(entry + " is not in the job jar");
      return stream.readAllBytes();
    }
  }

  private RunPipelineInJar() {}
}
