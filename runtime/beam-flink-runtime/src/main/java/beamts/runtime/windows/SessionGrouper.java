package beamts.runtime.windows;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * {@link SessionGrouping} of values that are kept each by itself.
 *
 * <p>Input: key, start and end in epoch ms, value; keyed by {@link #stateKey}.
 */
final class SessionGrouper extends Grouper<Tuple4<String, Long, Long, byte[]>> {
  private static final long serialVersionUID = 1;

  private final boolean merging;
  private transient SessionGrouping sessions;

  SessionGrouper(boolean merging, long allowedLatenessMs, OutputTag<WindowedValue<KV<String, byte[]>>> late) {
    super(allowedLatenessMs, late);
    this.merging = merging;
  }

  @Override
  public void open(Configuration parameters) throws Exception {
    super.open(parameters);
    sessions = new SessionGrouping(new ListedSessions(getRuntimeContext()), allowedLatenessMs);
  }

  @Override
  public void processElement(
      Tuple4<String, Long, Long, byte[]> part,
      Context context,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    handBack(sessions.add(part.f0, part.f1, part.f2, part.f3, false, context.timerService(), out), context);
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
