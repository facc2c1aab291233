package fraud.nativeflink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes an alert of each session above the limit. A session that fires by its timer comes here before the watermark that
 * set the timer off, one that fires for a late payment comes behind it: as a late record, which is what tells ON_TIME
 * and LATE apart.
 */
final class RaiseAlerts extends ProcessFunction<WindowSum, OutputRecord> {
  private final AlertRule rule;
  private transient AlertJson alerts;

  RaiseAlerts(AlertRule rule) {
    this.rule = rule;
  }

  @Override
  public void open(Configuration parameters) {
    alerts = new AlertJson(rule);
  }

  @Override
  public void processElement(WindowSum session, Context context, Collector<OutputRecord> out) {
    out.collect(alerts.of(session, timing(session, context)));
  }

  static Timing timing(WindowSum session, ProcessFunction<WindowSum, OutputRecord>.Context context) {
    if (!session.ended) return Timing.EARLY;
    return context.timestamp() <= context.timerService().currentWatermark() ? Timing.LATE : Timing.ON_TIME;
  }
}
