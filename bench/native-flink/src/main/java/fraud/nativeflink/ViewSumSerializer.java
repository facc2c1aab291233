package fraud.nativeflink;

import fraud.nativeflink.SessionSum.Crossing;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Sums of views as they lie in checkpoints, and in RocksDB. */
public final class ViewSumSerializer extends TypeSerializerSingleton<ViewSum> {
  private static final Crossing[] CROSSINGS = Crossing.values();

  @Override
  public void serialize(ViewSum sum, DataOutputView out) throws IOException {
    out.writeLong(sum.count);
    out.writeLong(sum.cents);
    out.writeLong(sum.carries);
    out.writeByte(sum.crossing.ordinal());
    out.writeInt(sum.evidenceCount);
    for (var place = 0; place < sum.evidenceCount; place++) {
      var payment = sum.payments[place];
      out.writeLong(payment.timestampMs);
      out.writeLong(payment.amountCents);
      out.writeBoolean(payment.outgoing);
      StringValue.writeString(payment.counterparty, out);
    }
  }

  @Override
  public ViewSum deserialize(DataInputView in) throws IOException {
    var sum = new ViewSum();
    sum.count = in.readLong();
    sum.cents = in.readLong();
    sum.carries = in.readLong();
    sum.crossing = CROSSINGS[in.readByte()];
    sum.evidenceCount = in.readInt();
    // With room for one more: reading is mostly followed by adding. The key is told by where the sum lies.
    sum.payments = new ViewPayment[sum.evidenceCount + 1];
    for (var place = 0; place < sum.evidenceCount; place++) {
      var timestampMs = in.readLong();
      var amountCents = in.readLong();
      var outgoing = in.readBoolean();
      sum.payments[place] = new ViewPayment("", StringValue.readString(in), outgoing, timestampMs, amountCents);
    }
    return sum;
  }

  @Override
  public ViewSum deserialize(ViewSum reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public ViewSum copy(ViewSum sum) {
    return sum.copy();
  }

  @Override
  public ViewSum copy(ViewSum sum, ViewSum reuse) {
    return sum.copy();
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public ViewSum createInstance() {
    return new ViewSum();
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public int getLength() {
    return -1;
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
