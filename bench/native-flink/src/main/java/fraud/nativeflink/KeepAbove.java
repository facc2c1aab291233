package fraud.nativeflink;

import fraud.nativeflink.SessionSum.Crossing;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Keeps of open sessions the moment when their sum crosses the limit, and of ended ones those whose sum is above it. */
final class KeepAbove extends ProcessWindowFunction<SessionSum, WindowSum, String, TimeWindow> {
  private final long thresholdCents;

  KeepAbove(long thresholdCents) {
    this.thresholdCents = thresholdCents;
  }

  @Override
  public void process(String pair, Context context, Iterable<SessionSum> onlyOne, Collector<WindowSum> out) {
    var sum = onlyOne.iterator().next();
    var session = context.window();
    var ended = session.maxTimestamp() <= context.currentWatermark();
    if (ended ? !sum.isAbove(thresholdCents) : sum.crossing != Crossing.NOW) return;
    var kept = new WindowSum();
    kept.pair = pair;
    kept.startMs = session.getStart();
    kept.endMs = session.getEnd();
    kept.ended = ended;
    kept.sum = sum;
    out.collect(kept);
  }
}
