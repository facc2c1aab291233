package fraud.nativeflink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Payments as they go over the shuffle. */
public final class PaymentSerializer extends PlainSerializer<Payment> {
  @Override
  public void serialize(Payment payment, DataOutputView out) throws IOException {
    StringValue.writeString(payment.pair, out);
    out.writeLong(payment.timestampMs);
    out.writeLong(payment.amountCents);
  }

  @Override
  public Payment deserialize(DataInputView in) throws IOException {
    return new Payment(StringValue.readString(in), in.readLong(), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Payment> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Lets a savepoint find the serializer again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Payment> {
    public Snapshot() {
      super(PaymentSerializer::new);
    }
  }
}
