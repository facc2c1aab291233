package beamts.runtime;

import java.util.List;
import org.apache.beam.model.jobmanagement.v1.JobApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkStreamingPortablePipelineTranslator;
import org.apache.beam.runners.flink.translation.wrappers.streaming.BundleTimers;
import org.apache.beam.runners.fnexecution.provisioning.JobInfo;
import org.apache.beam.runners.jobsubmission.PortablePipelineResult;
import org.apache.beam.runners.jobsubmission.PortablePipelineRunner;
import org.apache.beam.sdk.metrics.MetricResults;
import org.joda.time.Duration;

/** Beam's Flink runner for streams, with the transforms that this runtime adds. */
public final class PipelineRunner implements PortablePipelineRunner {
  private final FlinkPipelineOptions options;
  private final String flinkConfDir;

  /** {@code flinkConfDir}: the cluster's configuration for the client; null on the cluster itself. */
  public PipelineRunner(FlinkPipelineOptions options, String flinkConfDir) {
    this.options = options;
    this.flinkConfDir = options.getFlinkConfDir() != null ? options.getFlinkConfDir() : flinkConfDir;
  }

  @Override
  public PortablePipelineResult run(Pipeline pipeline, JobInfo job) throws Exception {
    var translator = new FlinkStreamingPortablePipelineTranslator(AddedTransforms.TRANSLATORS);
    // Nothing to stage: this runtime is on Flink's own class path.
    var context = translator.createTranslationContext(job, options, flinkConfDir, List.of());
    context.getExecutionEnvironment().setBufferTimeout(options.as(NetworkOptions.class).getBufferTimeoutMillis());
    var executor = translator.translate(context, translator.prepareForTranslation(pipeline));
    BundleTimers.use(context.getExecutionEnvironment());
    executor.execute(options.getJobName());
    return new Ended();
  }

  /** A stream that has come to its end. Its counters are Flink's metrics. */
  private static final class Ended implements PortablePipelineResult {
    @Override
    public State getState() {
      return State.DONE;
    }

    @Override
    public State cancel() {
      return State.DONE;
    }

    @Override
    public State waitUntilFinish(Duration duration) {
      return State.DONE;
    }

    @Override
    public State waitUntilFinish() {
      return State.DONE;
    }

    @Override
    public MetricResults metrics() {
      throw new UnsupportedOperationException("the counters are in Flink's metrics");
    }

    @Override
    public JobApi.MetricResults portableMetrics() {
      return JobApi.MetricResults.getDefaultInstance();
    }
  }
}
