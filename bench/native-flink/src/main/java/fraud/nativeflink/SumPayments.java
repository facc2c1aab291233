package fraud.nativeflink;

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
    sum.count(payment.amountCents, thresholdCents);
    sum.addEvidence(payment.timestampMs, payment.amountCents, maxEvidence);
    return sum;
  }

  @Override
  public SessionSum merge(SessionSum sum, SessionSum other) {
    sum.join(other);
    for (var place = 0; place < other.evidenceCount; place++) {
      sum.addEvidence(other.evidenceMs(place), other.evidenceCents(place), maxEvidence);
    }
    return sum;
  }

  /** The sum itself and no copy: who gets it looks at it before the next payment is added. */
  @Override
  public SessionSum getResult(SessionSum sum) {
    return sum;
  }
}
