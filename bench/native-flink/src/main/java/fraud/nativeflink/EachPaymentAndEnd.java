package fraud.nativeflink;

import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Shows a session to {@link KeepAbove} after each of its payments and at its end. Which payment takes the sum above the
 * limit stands in the sum itself, which is there already: a trigger with a running sum of its own would add a second state
 * to each session, moved with every payment that prolongs it.
 */
class EachPaymentAndEnd extends Trigger<Payment, TimeWindow> {
  @Override
  public TriggerResult onElement(Payment payment, long timestamp, TimeWindow session, TriggerContext context) {
    if (session.maxTimestamp() > context.getCurrentWatermark()) context.registerEventTimeTimer(session.maxTimestamp());
    return TriggerResult.FIRE;
  }

  @Override
  public TriggerResult onEventTime(long time, TimeWindow session, TriggerContext context) {
    return time == session.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }

  @Override
  public TriggerResult onProcessingTime(long time, TimeWindow session, TriggerContext context) {
    return TriggerResult.CONTINUE;
  }

  @Override
  public boolean canMerge() {
    return true;
  }

  /** Nothing: the payment that joined them comes next, and sets the timer of what they became. */
  @Override
  public void onMerge(TimeWindow session, OnMergeContext context) {}

  @Override
  public void clear(TimeWindow session, TriggerContext context) {
    context.deleteEventTimeTimer(session.maxTimestamp());
  }
}
