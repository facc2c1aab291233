package fraud.nativeflink;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** One payment. Nothing changes it, so that object reuse is safe. */
@TypeInfo(Payment.InfoFactory.class)
public sealed class Payment implements Parsed permits ViewPayment {
  /** {@code origin;target}: accounts hold no {@code ;}. */
  public final String pair;
  /** Epoch milliseconds. */
  public final long timestampMs;
  /** Above 0. */
  public final long amountCents;

  public Payment(String pair, long timestampMs, long amountCents) {
    this.pair = pair;
    this.timestampMs = timestampMs;
    this.amountCents = amountCents;
  }

  /** Has Flink use the serializer of this class and not reflection. */
  public static final class InfoFactory extends TypeInfoFactory<Payment> {
    @Override
    public TypeInformation<Payment> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
      return new SerializedType<>(Payment.class, new PaymentSerializer());
    }
  }
}
