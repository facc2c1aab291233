package beamts.runtime.windows;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * {@link SessionGrouping} as one Flink function; what comes too late leaves by {@code late}.
 *
 * <p>Input: key, start and end in epoch ms, value; keyed by {@link #stateKey}.
 */
final class SessionGrouper
    extends KeyedProcessFunction<String, Tuple4<String, Long, Long, byte[]>, WindowedValue<KV<String, Iterable<byte[]>>>> {
  private static final long serialVersionUID = 1;

  private final boolean merging;
  private final long allowedLatenessMs;
  private final OutputTag<WindowedValue<KV<String, byte[]>>> late;
  private transient SessionGrouping sessions;
  transient Counter dropped;

  SessionGrouper(boolean merging, long allowedLatenessMs, OutputTag<WindowedValue<KV<String, byte[]>>> late) {
    this.merging = merging;
    this.allowedLatenessMs = allowedLatenessMs;
    this.late = late;
  }

  @Override
  public void open(Configuration parameters) {
    var context = getRuntimeContext();
    sessions = new SessionGrouping(context, GroupingStep.values(context), allowedLatenessMs);
    dropped = GroupingStep.dropped(context);
  }

  @Override
  public void processElement(
      Tuple4<String, Long, Long, byte[]> part,
      Context context,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var tooLate = sessions.add(part.f0, part.f1, part.f2, part.f3, false, context.timerService(), out);
    if (tooLate == null) return;
    dropped.inc();
    context.output(late, tooLate);
  }

  @Override
  public void onTimer(
      long timestamp, OnTimerContext context, Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    sessions.onTimer(elementKey(context.getCurrentKey()), timestamp, context.timerService(), out);
  }

  /** Windows that do not merge have their state apart: those of one start are one window. */
  static KeySelector<Tuple4<String, Long, Long, byte[]>, String> stateKey(boolean merging) {
    return merging ? part -> part.f0 : part -> part.f1 + ";" + part.f0;
  }

  private String elementKey(String stateKey) {
    return merging ? stateKey : stateKey.substring(stateKey.indexOf(';') + 1);
  }
}
