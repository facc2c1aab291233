package fraud.nativeflink;

import org.apache.flink.util.Collector;

/** Whose payments belong together. */
enum View {
  PAIR("pair") {
    @Override
    void each(Payment payment, String origin, String target, Collector<ViewPayment> out) {
      out.collect(new ViewPayment(payment.pair, "", true, payment));
    }
  },
  ORIGIN("origin") {
    @Override
    void each(Payment payment, String origin, String target, Collector<ViewPayment> out) {
      out.collect(new ViewPayment(origin, target, true, payment));
    }
  },
  TARGET("target") {
    @Override
    void each(Payment payment, String origin, String target, Collector<ViewPayment> out) {
      out.collect(new ViewPayment(target, origin, false, payment));
    }
  },
  /** Each payment twice: as sent and as received. */
  ACCOUNT("account") {
    @Override
    void each(Payment payment, String origin, String target, Collector<ViewPayment> out) {
      out.collect(new ViewPayment(origin, target, true, payment));
      out.collect(new ViewPayment(target, origin, false, payment));
    }
  };

  /** As rules and alerts name it. */
  final String label;

  View(String label) {
    this.label = label;
  }

  /** The payment as each key of the view sees it. */
  abstract void each(Payment payment, String origin, String target, Collector<ViewPayment> out);
}
