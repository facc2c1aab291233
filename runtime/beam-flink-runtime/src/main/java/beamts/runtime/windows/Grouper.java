package beamts.runtime.windows;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.OutputTag;

/** A grouping as one Flink function: what comes too late leaves by {@code late} and is counted. */
abstract class Grouper<I> extends KeyedProcessFunction<String, I, WindowedValue<KV<String, Iterable<byte[]>>>> {
  private static final long serialVersionUID = 1;

  final long allowedLatenessMs;
  private final OutputTag<WindowedValue<KV<String, byte[]>>> late;
  transient Counter dropped;

  Grouper(long allowedLatenessMs, OutputTag<WindowedValue<KV<String, byte[]>>> late) {
    this.allowedLatenessMs = allowedLatenessMs;
    this.late = late;
  }

  @Override
  public void open(Configuration parameters) throws Exception {
    dropped = getRuntimeContext().getMetricGroup().counter("droppedDueToLateness");
  }

  /** {@code tooLate}: null for nothing. */
  void handBack(WindowedValue<KV<String, byte[]>> tooLate, Context context) {
    if (tooLate == null) return;
    dropped.inc();
    context.output(late, tooLate);
  }
}
