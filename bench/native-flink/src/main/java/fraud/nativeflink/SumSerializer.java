package fraud.nativeflink;

import fraud.nativeflink.SessionSum.Crossing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Sums as they lie in checkpoints, and in RocksDB; their evidence is what differs. */
abstract class SumSerializer<S extends SessionSum> extends PlainSerializer<S> {
  private static final Crossing[] CROSSINGS = Crossing.values();

  abstract void writeEvidence(S sum, DataOutputView out) throws IOException;

  /** With room for one more: reading is mostly followed by adding. */
  abstract void readEvidence(S sum, DataInputView in) throws IOException;

  @Override
  public abstract S createInstance();

  @Override
  public abstract S copy(S sum);

  @Override
  public void serialize(S sum, DataOutputView out) throws IOException {
    out.writeLong(sum.count);
    out.writeLong(sum.cents);
    out.writeLong(sum.carries);
    out.writeByte(sum.crossing.ordinal());
    out.writeInt(sum.evidenceCount);
    writeEvidence(sum, out);
  }

  @Override
  public S deserialize(DataInputView in) throws IOException {
    var sum = createInstance();
    sum.count = in.readLong();
    sum.cents = in.readLong();
    sum.carries = in.readLong();
    sum.crossing = CROSSINGS[in.readByte()];
    sum.evidenceCount = in.readInt();
    readEvidence(sum, in);
    return sum;
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }
}
