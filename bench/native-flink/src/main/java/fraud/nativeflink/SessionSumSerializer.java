package fraud.nativeflink;

import fraud.nativeflink.SessionSum.Crossing;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Sums as they lie in checkpoints, and in RocksDB. */
public final class SessionSumSerializer extends TypeSerializerSingleton<SessionSum> {
  private static final Crossing[] CROSSINGS = Crossing.values();

  @Override
  public void serialize(SessionSum sum, DataOutputView out) throws IOException {
    out.writeLong(sum.count);
    out.writeLong(sum.cents);
    out.writeLong(sum.carries);
    out.writeByte(sum.crossing.ordinal());
    out.writeInt(sum.evidenceCount);
    for (var at = 0; at < 2 * sum.evidenceCount; at++) out.writeLong(sum.evidence[at]);
  }

  @Override
  public SessionSum deserialize(DataInputView in) throws IOException {
    var sum = new SessionSum();
    sum.count = in.readLong();
    sum.cents = in.readLong();
    sum.carries = in.readLong();
    sum.crossing = CROSSINGS[in.readByte()];
    sum.evidenceCount = in.readInt();
    // With room for one more: reading is mostly followed by adding.
    sum.evidence = new long[2 * sum.evidenceCount + 2];
    for (var at = 0; at < 2 * sum.evidenceCount; at++) sum.evidence[at] = in.readLong();
    return sum;
  }

  @Override
  public SessionSum deserialize(SessionSum reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public SessionSum copy(SessionSum sum) {
    return sum.copy();
  }

  @Override
  public SessionSum copy(SessionSum sum, SessionSum reuse) {
    return sum.copy();
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public SessionSum createInstance() {
    return new SessionSum();
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
  public TypeSerializerSnapshot<SessionSum> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Lets a savepoint find the serializer again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SessionSum> {
    public Snapshot() {
      super(SessionSumSerializer::new);
    }
  }
}
