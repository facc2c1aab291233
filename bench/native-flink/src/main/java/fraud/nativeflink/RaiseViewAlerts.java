package fraud.nativeflink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** As {@link RaiseAlerts}, for the sessions of a view. */
final class RaiseViewAlerts extends ProcessFunction<WindowSum, OutputRecord> {
  private final ViewRule rule;
  private final long gapMs;
  private transient ViewAlertJson alerts;

  RaiseViewAlerts(ViewRule rule, long gapMs) {
    this.rule = rule;
    this.gapMs = gapMs;
  }

  @Override
  public void open(Configuration parameters) {
    alerts = new ViewAlertJson(rule, gapMs);
  }

  @Override
  public void processElement(WindowSum session, Context context, Collector<OutputRecord> out) {
    out.collect(alerts.of(session, RaiseAlerts.timing(session, context)));
  }
}
