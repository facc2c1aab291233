package fraud.nativeflink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.MergingWindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Sessions as half-open windows [first, last + gap): a pause of exactly the gap ends one. Flink's own session windows
 * also join those that only touch.
 */
final class SessionWindows extends MergingWindowAssigner<Payment, TimeWindow> {
  private final long gapMs;

  SessionWindows(long gapMs) {
    this.gapMs = gapMs;
  }

  /** By the payment's own time, whatever timestamp its record had. */
  @Override
  public Collection<TimeWindow> assignWindows(Payment payment, long timestamp, WindowAssignerContext context) {
    return List.of(new TimeWindow(payment.timestampMs, payment.timestampMs + gapMs));
  }

  @Override
  public void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
    if (windows.size() < 2) return;
    var byStart = new ArrayList<>(windows);
    byStart.sort(Comparator.comparingLong(TimeWindow::getStart));
    var cover = byStart.get(0);
    // A window can be there twice, and is one then.
    Set<TimeWindow> merged = new LinkedHashSet<>(List.of(cover));
    for (var window : byStart.subList(1, byStart.size())) {
      if (window.getStart() >= cover.getEnd()) {
        if (merged.size() > 1) callback.merge(merged, cover);
        cover = window;
        merged = new LinkedHashSet<>();
      } else {
        cover = cover.cover(window);
      }
      merged.add(window);
    }
    if (merged.size() > 1) callback.merge(merged, cover);
  }

  @Override
  public Trigger<Payment, TimeWindow> getDefaultTrigger(StreamExecutionEnvironment env) {
    return new EachPaymentAndEnd();
  }

  @Override
  public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
    return new TimeWindow.Serializer();
  }

  @Override
  public boolean isEventTime() {
    return true;
  }
}
