package fraud.nativeflink;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What is known of the payments of a view's session. Its evidence tells counterparties, too, and stands here. */
@TypeInfo(ViewSum.InfoFactory.class)
public final class ViewSum extends SessionSum {
  private static final ViewPayment[] NONE = {};

  /** The earliest payments by time and amount. */
  ViewPayment[] payments = NONE;

  /** Keeps the {@code limit} earliest. Payments mostly come in order: then it is the last place, or none. */
  void addEvidence(ViewPayment payment, int limit) {
    var place = evidenceCount;
    while (place > 0 && isBefore(payment, payments[place - 1])) place--;
    if (place == limit) return;
    if (evidenceCount < limit) evidenceCount++;
    if (evidenceCount > payments.length) payments = Arrays.copyOf(payments, Math.max(2, 2 * payments.length));
    System.arraycopy(payments, place, payments, place + 1, evidenceCount - 1 - place);
    payments[place] = payment;
  }

  private static boolean isBefore(ViewPayment a, ViewPayment b) {
    return a.timestampMs < b.timestampMs || (a.timestampMs == b.timestampMs && a.amountCents < b.amountCents);
  }

  @Override
  ViewSum copy() {
    var copy = describing(new ViewSum());
    copy.payments = payments.clone();
    return copy;
  }

  /** Has Flink use the serializer of this class and not reflection. */
  public static final class InfoFactory extends TypeInfoFactory<ViewSum> {
    @Override
    public TypeInformation<ViewSum> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
      return new SerializedType<>(ViewSum.class, new ViewSumSerializer());
    }
  }
}
