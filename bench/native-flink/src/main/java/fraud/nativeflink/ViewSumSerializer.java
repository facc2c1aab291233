package fraud.nativeflink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

public final class ViewSumSerializer extends SumSerializer<ViewSum> {
  @Override
  void writeEvidence(ViewSum sum, DataOutputView out) throws IOException {
    for (var place = 0; place < sum.evidenceCount; place++) {
      var payment = sum.payments[place];
      out.writeLong(payment.timestampMs);
      out.writeLong(payment.amountCents);
      out.writeBoolean(payment.outgoing);
      StringValue.writeString(payment.counterparty, out);
    }
  }

  /** The key is told by where the sum lies. */
  @Override
  void readEvidence(ViewSum sum, DataInputView in) throws IOException {
    sum.payments = new ViewPayment[sum.evidenceCount + 1];
    for (var place = 0; place < sum.evidenceCount; place++) {
      var timestampMs = in.readLong();
      var amountCents = in.readLong();
      var outgoing = in.readBoolean();
      sum.payments[place] = new ViewPayment("", StringValue.readString(in), outgoing, timestampMs, amountCents);
    }
  }

  @Override
  public ViewSum createInstance() {
    return new ViewSum();
  }

  @Override
  public ViewSum copy(ViewSum sum) {
    return sum.copy();
  }

  @Override
  public TypeSerializerSnapshot<ViewSum> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Lets a savepoint find the serializer again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ViewSum> {
    public Snapshot() {
      super(ViewSumSerializer::new);
    }
  }
}
