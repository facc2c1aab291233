package fraud.nativeflink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

public final class SessionSumSerializer extends SumSerializer<SessionSum> {
  @Override
  void writeEvidence(SessionSum sum, DataOutputView out) throws IOException {
    for (var at = 0; at < 2 * sum.evidenceCount; at++) out.writeLong(sum.evidence[at]);
  }

  @Override
  void readEvidence(SessionSum sum, DataInputView in) throws IOException {
    sum.evidence = new long[2 * sum.evidenceCount + 2];
    for (var at = 0; at < 2 * sum.evidenceCount; at++) sum.evidence[at] = in.readLong();
  }

  @Override
  public SessionSum createInstance() {
    return new SessionSum();
  }

  @Override
  public SessionSum copy(SessionSum sum) {
    return sum.copy();
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
