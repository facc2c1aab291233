package beamts.runtime.windows;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * {@link SessionGrouping} and {@link SliceGrouping} of values that are merged as they come.
 *
 * <p>Input: key, start and end in epoch ms, whether it is to be handed on at once, value.
 */
class MixedGrouper extends Grouper<Tuple5<String, Long, Long, Boolean, byte[]>> {
  private static final long serialVersionUID = 1;

  static final KeySelector<Tuple5<String, Long, Long, Boolean, byte[]>, String> STATE_KEY = part -> part.f0;

  private transient SessionGrouping sessions;
  private transient SliceGrouping slices;

  MixedGrouper(long allowedLatenessMs, OutputTag<WindowedValue<KV<String, byte[]>>> late) {
    super(allowedLatenessMs, late);
  }

  @Override
  public void open(Configuration parameters) throws Exception {
    super.open(parameters);
    sessions = new SessionGrouping(new MergedSessions(getRuntimeContext()), allowedLatenessMs);
    slices = new SliceGrouping(getRuntimeContext(), allowedLatenessMs);
  }

  /** @throws IllegalArgumentException if the key does not say what its windows are */
  @Override
  public void processElement(
      Tuple5<String, Long, Long, Boolean, byte[]> part,
      Context context,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var timers = context.timerService();
    handBack(
        isOfSessions(part.f0)
            ? sessions.add(part.f0, part.f1, part.f2, part.f4, part.f3, timers, out)
            : slices.add(part.f0, part.f1, part.f4, timers, out),
        context);
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
