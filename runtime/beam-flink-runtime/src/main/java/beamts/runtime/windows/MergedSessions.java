package beamts.runtime.windows;

import beamts.runtime.records.ByteReader;
import beamts.runtime.records.ByteWriter;
import beamts.runtime.records.MergeableRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/** The values of a session as one {@link MergeableRecord}, and all sessions of a key as one array of bytes. */
final class MergedSessions implements KeptSessions {
  private static final int BYTES_BESIDE_A_RECORD = 32;

  private final ValueState<byte[]> state;
  /** Of the sessions that were read, by their id; null for one without a value. */
  private final List<byte[]> records = new ArrayList<>();

  MergedSessions(RuntimeContext context) {
    state =
        context.getState(
            new ValueStateDescriptor<>("mergedSessions", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public Sessions read() throws Exception {
    records.clear();
    var bytes = state.value();
    if (bytes == null) return Sessions.of(0);
    var reader = new ByteReader(bytes);
    var sessions = Sessions.of((int) reader.varint());
    for (var session = 0; session < sessions.count(); session++) {
      var start = reader.signed();
      var end = start + reader.varint();
      sessions.set(session, start, end, end + reader.signed(), reader.varint());
      records.add(reader.block());
    }
    return sessions;
  }

  @Override
  public void write(Sessions sessions) throws Exception {
    if (sessions.count() == 0) {
      state.clear();
      return;
    }
    var size = 0;
    for (var record : records) if (record != null) size += record.length + BYTES_BESIDE_A_RECORD;
    var writer = new ByteWriter(size);
    writer.varint(sessions.count());
    for (var session = 0; session < sessions.count(); session++) {
      writer.signed(sessions.start(session));
      writer.varint(sessions.end(session) - sessions.start(session));
      writer.signed(sessions.timer(session) - sessions.end(session));
      writer.varint(sessions.flags(session));
      writer.block(records.get(sessions.id(session)));
    }
    state.update(writer.toBytes());
  }

  @Override
  public void add(Sessions sessions, int session, byte[] value) {
    var id = sessions.id(session);
    while (records.size() <= id) records.add(null);
    var record = records.get(id);
    records.set(id, record == null ? value : MergeableRecord.merge(record, value));
  }

  @Override
  public void move(Sessions sessions, int from, int to) {
    add(sessions, to, records.get(sessions.id(from)));
    clear(sessions, from);
  }

  @Override
  public List<byte[]> valuesOf(Sessions sessions, int session) {
    return new ArrayList<>(List.of(records.get(sessions.id(session))));
  }

  @Override
  public void clear(Sessions sessions, int session) {
    records.set(sessions.id(session), null);
  }
}
