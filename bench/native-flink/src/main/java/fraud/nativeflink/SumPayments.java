package fraud.nativeflink;

import fraud.nativeflink.SessionSum.Crossing;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds up a session, payment by payment, and notes which one took the sum above the limit. */
final class SumPayments implements AggregateFunction<Payment, SessionSum, SessionSum> {
  private final long thresholdCents;
  private final int maxEvidence;

  SumPayments(long thresholdCents, int maxEvidence) {
    this.thresholdCents = thresholdCents;
    this.maxEvidence = maxEvidence;
  }

  @Override
  public SessionSum createAccumulator() {
    return new SessionSum();
  }

  @Override
  public SessionSum add(Payment payment, SessionSum sum) {
    sum.count++;
    sum.addCents(payment.amountCents, 0);
    sum.addEvidence(payment.timestampMs, payment.amountCents, maxEvidence);
    if (sum.crossing == Crossing.NOW) sum.crossing = Crossing.BEFORE;
    else if (sum.crossing == Crossing.NOT_YET && sum.isAbove(thresholdCents)) sum.crossing = Crossing.NOW;
    return sum;
  }

  /** Two sessions that neither were above the limit may be so together: the payment that joined them is added next. */
  @Override
  public SessionSum merge(SessionSum sum, SessionSum other) {
    sum.count += other.count;
    sum.addCents(other.cents, other.carries);
    for (var place = 0; place < other.evidenceCount; place++) {
      sum.addEvidence(other.evidenceMs(place), other.evidenceCents(place), maxEvidence);
    }
    var hasCrossed = sum.crossing != Crossing.NOT_YET || other.crossing != Crossing.NOT_YET;
    sum.crossing = hasCrossed ? Crossing.BEFORE : Crossing.NOT_YET;
    return sum;
  }

  /** The sum itself and no copy: who gets it looks at it before the next payment is added. */
  @Override
  public SessionSum getResult(SessionSum sum) {
    return sum;
  }
}
