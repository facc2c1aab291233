package fraud.nativeflink;

import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** As {@link EachPaymentAndEnd}, but for sessions that have ended by the clock, as in a replay: nobody is warned of them. */
final class WhileOpenAndEnd extends EachPaymentAndEnd {
  @Override
  public TriggerResult onElement(Payment payment, long timestamp, TimeWindow session, TriggerContext context) {
    var shown = super.onElement(payment, timestamp, session, context);
    var isLate = session.maxTimestamp() <= context.getCurrentWatermark();
    return isLate || session.getEnd() > System.currentTimeMillis() ? shown : TriggerResult.CONTINUE;
  }
}
