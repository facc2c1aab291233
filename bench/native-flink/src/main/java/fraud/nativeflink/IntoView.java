package fraud.nativeflink;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Payments as a view sees them. */
final class IntoView implements FlatMapFunction<Payment, ViewPayment> {
  private final View view;

  IntoView(View view) {
    this.view = view;
  }

  @Override
  public void flatMap(Payment payment, Collector<ViewPayment> out) {
    var separator = payment.pair.indexOf(';');
    view.each(payment, payment.pair.substring(0, separator), payment.pair.substring(separator + 1), out);
  }
}
