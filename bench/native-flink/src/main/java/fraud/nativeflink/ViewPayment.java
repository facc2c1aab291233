package fraud.nativeflink;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** One payment as one key of a view sees it: {@code pair} is that key, whatever its kind. */
@TypeInfo(ViewPayment.InfoFactory.class)
public final class ViewPayment extends Payment {
  /** The account that the key does not tell; empty where it tells both. */
  public final String counterparty;
  /** Whether the key's account paid. */
  public final boolean outgoing;

  public ViewPayment(String key, String counterparty, boolean outgoing, long timestampMs, long amountCents) {
    super(key, timestampMs, amountCents);
    this.counterparty = counterparty;
    this.outgoing = outgoing;
  }

  ViewPayment(String key, String counterparty, boolean outgoing, Payment payment) {
    this(key, counterparty, outgoing, payment.timestampMs, payment.amountCents);
  }

  /** Has Flink use the serializer of this class and not reflection. */
  public static final class InfoFactory extends TypeInfoFactory<ViewPayment> {
    @Override
    public TypeInformation<ViewPayment> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
      return new SerializedType<>(ViewPayment.class, new ViewPaymentSerializer());
    }
  }
}
