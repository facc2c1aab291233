package fraud.nativeflink;

import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What is known of a session's payments, the same in whatever order they came. Its first and last payment are not in it:
 * the window tells them.
 */
@TypeInfo(SessionSum.InfoFactory.class)
public class SessionSum {
  /** Whether the running sum has crossed the limit. */
  enum Crossing {
    NOT_YET,
    /** By the payment that was added last. */
    NOW,
    BEFORE
  }

  /** What is above is carried over, so that a total of any size is exact. */
  private static final long CARRY = 1L << 62;

  private static final long[] NONE = {};

  long count;
  /** Below {@link #CARRY}. */
  long cents;
  long carries;
  Crossing crossing = Crossing.NOT_YET;
  /** The earliest payments by time and amount: epoch ms and cents in turns. */
  long[] evidence = NONE;
  int evidenceCount;

  boolean isAbove(long thresholdCents) {
    return carries > 0 || cents > thresholdCents;
  }

  void addCents(long more, long moreCarries) {
    cents += more;
    carries += moreCarries;
    // Two that are below the carry do not overflow.
    if (cents >= CARRY) {
      cents -= CARRY;
      carries++;
    }
  }

  /** Counts a payment in, and notes whether it takes the sum above the limit. */
  void count(long amountCents, long thresholdCents) {
    count++;
    addCents(amountCents, 0);
    if (crossing == Crossing.NOW) crossing = Crossing.BEFORE;
    else if (crossing == Crossing.NOT_YET && isAbove(thresholdCents)) crossing = Crossing.NOW;
  }

  /** Two sessions that neither were above the limit may be so together: the payment that joined them is counted next. */
  void join(SessionSum other) {
    count += other.count;
    addCents(other.cents, other.carries);
    var hasCrossed = crossing != Crossing.NOT_YET || other.crossing != Crossing.NOT_YET;
    crossing = hasCrossed ? Crossing.BEFORE : Crossing.NOT_YET;
  }

  /** Has a new sum know what this one does; the evidence itself is left to the caller. */
  <S extends SessionSum> S describing(S copy) {
    copy.count = count;
    copy.cents = cents;
    copy.carries = carries;
    copy.crossing = crossing;
    copy.evidenceCount = evidenceCount;
    return copy;
  }

  String total() {
    if (carries == 0) return Cents.format(cents);
    return Cents.format(
        BigInteger.valueOf(CARRY).multiply(BigInteger.valueOf(carries)).add(BigInteger.valueOf(cents)));
  }

  /** Keeps the {@code limit} earliest. Payments mostly come in order: then it is the last place, or none. */
  void addEvidence(long timestampMs, long amountCents, int limit) {
    var place = evidenceCount;
    while (place > 0 && isBefore(timestampMs, amountCents, place - 1)) place--;
    if (place == limit) return;
    if (evidenceCount < limit) evidenceCount++;
    if (2 * evidenceCount > evidence.length) evidence = Arrays.copyOf(evidence, Math.max(4, 2 * evidence.length));
    System.arraycopy(evidence, 2 * place, evidence, 2 * place + 2, 2 * (evidenceCount - 1 - place));
    evidence[2 * place] = timestampMs;
    evidence[2 * place + 1] = amountCents;
  }

  private boolean isBefore(long timestampMs, long amountCents, int place) {
    var other = evidenceMs(place);
    return timestampMs < other || (timestampMs == other && amountCents < evidenceCents(place));
  }

  long evidenceMs(int place) {
    return evidence[2 * place];
  }

  long evidenceCents(int place) {
    return evidence[2 * place + 1];
  }

  SessionSum copy() {
    var copy = describing(new SessionSum());
    copy.evidence = evidence.clone();
    return copy;
  }

  /** Has Flink use the serializer of this class and not reflection. */
  public static final class InfoFactory extends TypeInfoFactory<SessionSum> {
    @Override
    public TypeInformation<SessionSum> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
      return new SerializedType<>(SessionSum.class, new SessionSumSerializer());
    }
  }
}
