package beamts.runtime.windows;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * {@link SessionGrouping} and {@link SliceGrouping} as one Flink function; what comes too late leaves by {@code late}.
 *
 * <p>Input: key, start and end in epoch ms, whether it is to be handed on at once, value.
 */
final class MixedGrouper
    extends KeyedProcessFunction<
        String, Tuple5<String, Long, Long, Boolean, byte[]>, WindowedValue<KV<String, Iterable<byte[]>>>> {
  private static final long serialVersionUID = 1;

  static final KeySelector<Tuple5<String, Long, Long, Boolean, byte[]>, String> STATE_KEY = part -> part.f0;

  private final long allowedLatenessMs;
  private final OutputTag<WindowedValue<KV<String, byte[]>>> late;
  private transient SessionGrouping sessions;
  private transient SliceGrouping slices;
  transient Counter dropped;

  MixedGrouper(long allowedLatenessMs, OutputTag<WindowedValue<KV<String, byte[]>>> late) {
    this.allowedLatenessMs = allowedLatenessMs;
    this.late = late;
  }

  @Override
  public void open(Configuration parameters) {
    var context = getRuntimeContext();
    var values = GroupingStep.values(context);
    sessions = new SessionGrouping(context, values, allowedLatenessMs);
    slices = new SliceGrouping(context, values, allowedLatenessMs);
    dropped = GroupingStep.dropped(context);
  }

  /** @throws IllegalArgumentException if the key does not say what its windows are */
  @Override
  public void processElement(
      Tuple5<String, Long, Long, Boolean, byte[]> part,
      Context context,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var timers = context.timerService();
    var tooLate =
        isOfSessions(part.f0)
            ? sessions.add(part.f0, part.f1, part.f2, part.f4, part.f3, timers, out)
            : slices.add(part.f0, part.f1, part.f4, timers, out);
    if (tooLate == null) return;
    dropped.inc();
    context.output(late, tooLate);
  }

  @Override
  public void onTimer(
      long timestamp, OnTimerContext context, Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var key = context.getCurrentKey();
    if (isOfSessions(key)) sessions.onTimer(key, timestamp, context.timerService(), out);
    else slices.onTimer(key, timestamp, context.timerService(), out);
  }

  private static boolean isOfSessions(String key) {
    return key.startsWith("|");
  }
}
