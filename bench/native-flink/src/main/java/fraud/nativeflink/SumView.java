package fraud.nativeflink;

import fraud.nativeflink.SessionSum.Crossing;
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
    sum.count++;
    sum.addCents(payment.amountCents, 0);
    sum.addEvidence(payment, maxEvidence);
    if (sum.crossing == Crossing.NOW) sum.crossing = Crossing.BEFORE;
    else if (sum.crossing == Crossing.NOT_YET && sum.isAbove(thresholdCents)) sum.crossing = Crossing.NOW;
    return sum;
  }

  @Override
  public ViewSum merge(ViewSum sum, ViewSum other) {
    sum.count += other.count;
    sum.addCents(other.cents, other.carries);
    for (var place = 0; place < other.evidenceCount; place++) sum.addEvidence(other.payments[place], maxEvidence);
    var hasCrossed = sum.crossing != Crossing.NOT_YET || other.crossing != Crossing.NOT_YET;
    sum.crossing = hasCrossed ? Crossing.BEFORE : Crossing.NOT_YET;
    return sum;
  }

  @Override
  public SessionSum getResult(ViewSum sum) {
    return sum;
  }
}
