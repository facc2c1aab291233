package beamts.runtime;

import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.runners.flink.FlinkJobInvoker;
import org.apache.beam.runners.flink.FlinkJobServerDriver;
import org.apache.beam.runners.flink.FlinkJobServerDriver.FlinkServerConfiguration;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.fnexecution.provisioning.JobInfo;
import org.apache.beam.runners.jobsubmission.JobInvocation;
import org.apache.beam.runners.jobsubmission.PortablePipelineJarCreator;
import org.apache.beam.runners.jobsubmission.PortablePipelineRunner;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.vendor.grpc.v1p60p1.com.google.protobuf.Struct;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.util.concurrent.ListeningExecutorService;

/** Beam's Flink job server, with the flags of its own, that knows the transforms of this runtime. */
public final class JobServer {
  private static final String FLINK_CONF_DIR = "--flink-conf-dir";

  public static void main(String[] args) throws Exception {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var configuration = FlinkJobServerDriver.parseArgs(args);
    FlinkJobServerDriver.fromConfig(configuration, () -> new Invoker(configuration, flinkConfDir(args))).run();
  }

  /** The folder of Flink's settings for the client, such as those of TLS, which Beam keeps to itself; null if not given. */
  static String flinkConfDir(String[] args) {
    String folder = null;
    for (var i = 0; i < args.length; i++) {
      if (args[i].startsWith(FLINK_CONF_DIR + "=")) folder = args[i].substring(FLINK_CONF_DIR.length() + 1);
      else if (args[i].equals(FLINK_CONF_DIR)) folder = args[++i];
    }
    return folder;
  }

  private static final class Invoker extends FlinkJobInvoker {
    private final String flinkConfDir;

    Invoker(FlinkServerConfiguration configuration, String flinkConfDir) {
      super(configuration);
      this.flinkConfDir = flinkConfDir;
    }

    @Override
    protected JobInvocation createJobInvocation(
        String invocationId,
        String retrievalToken,
        ListeningExecutorService executor,
        Pipeline pipeline,
        FlinkPipelineOptions options,
        PortablePipelineRunner beams) {
      // What writes a job jar does not translate the pipeline: the jar's own main class will.
      var runner = beams instanceof PortablePipelineJarCreator ? beams : new PipelineRunner(options, flinkConfDir);
      return super.createJobInvocation(invocationId, retrievalToken, executor, pipeline, options, runner);
    }
  }

  private JobServer() {}
}
