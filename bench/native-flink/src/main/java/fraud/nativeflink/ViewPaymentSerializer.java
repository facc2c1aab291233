package fraud.nativeflink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Payments of a view as they go over the shuffle. */
public final class ViewPaymentSerializer extends PlainSerializer<ViewPayment> {
  @Override
  public void serialize(ViewPayment payment, DataOutputView out) throws IOException {
    StringValue.writeString(payment.pair, out);
    StringValue.writeString(payment.counterparty, out);
    out.writeBoolean(payment.outgoing);
    out.writeLong(payment.timestampMs);
    out.writeLong(payment.amountCents);
  }

  @Override
  public ViewPayment deserialize(DataInputView in) throws IOException {
    return new ViewPayment(
        StringValue.readString(in), StringValue.readString(in), in.readBoolean(), in.readLong(), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<ViewPayment> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Lets a savepoint find the serializer again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ViewPayment> {
    public Snapshot() {
      super(ViewPaymentSerializer::new);
    }
  }
}
