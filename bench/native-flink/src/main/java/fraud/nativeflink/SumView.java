package fraud.nativeflink;

import org.apache.flink.api.common.functions.AggregateFunction;

/** As {@link SumPayments}, for the sessions of a view. */
final class SumView implements AggregateFunction<ViewPayment, ViewSum, SessionSum> {
  private final long thresholdCents;
  private final int maxEvidence;

  SumView(long thresholdCents, int maxEvidence) {
    this.thresholdCents = thresholdCents;
    this.maxEvidence = maxEvidence;
  }

  @Override
  public ViewSum createAccumulator() {
    return new ViewSum();
  }

  @Override
  public ViewSum add(ViewPayment payment, ViewSum sum) {
    sum.count(payment.amountCents, thresholdCents);
    sum.addEvidence(payment, maxEvidence);
    return sum;
  }

  @Override
  public ViewSum merge(ViewSum sum, ViewSum other) {
    sum.join(other);
    for (var place = 0; place < other.evidenceCount; place++) sum.addEvidence(other.payments[place], maxEvidence);
    return sum;
  }

  @Override
  public SessionSum getResult(ViewSum sum) {
    return sum;
  }
}
