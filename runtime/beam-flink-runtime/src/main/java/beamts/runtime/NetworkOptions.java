package beamts.runtime;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What Beam's Flink runner has no option for. */
public interface NetworkOptions extends PipelineOptions {
  /** Flink's own default of 100 ms adds 50 ms to the median of each way between two steps when little comes. */
  @Description("How long a record waits for its network buffer to fill, ms; 0: each goes at once")
  @Default.Long(10)
  long getBufferTimeoutMillis();

  void setBufferTimeoutMillis(long value);
}
