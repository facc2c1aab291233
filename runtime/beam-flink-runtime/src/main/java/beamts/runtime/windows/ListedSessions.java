package beamts.runtime.windows;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/** Each value by itself: adding one never reads the others. */
final class ListedSessions implements KeptSessions {
  /** As {@link Sessions} lays them out. */
  private final ValueState<long[]> sessionsState;
  /** By {@link Sessions#valueKey}. */
  private final MapState<Long, byte[]> values;

  ListedSessions(RuntimeContext context) {
    sessionsState =
        context.getState(
            new ValueStateDescriptor<>("sessions", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
    values =
        context.getMapState(
            new MapStateDescriptor<>("values", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public Sessions read() throws Exception {
    return new Sessions(sessionsState.value());
  }

  @Override
  public void write(Sessions sessions) throws Exception {
    if (sessions.count() == 0) sessionsState.clear();
    else sessionsState.update(sessions.numbers());
  }

  @Override
  public void add(Sessions sessions, int session, byte[] value) throws Exception {
    values.put(sessions.nextValueKey(session), value);
  }

  @Override
  public void move(Sessions sessions, int from, int to) throws Exception {
    for (var position = 0; position < sessions.size(from); position++) {
      var key = sessions.valueKey(from, position);
      values.put(sessions.nextValueKey(to), values.get(key));
      values.remove(key);
    }
  }

  @Override
  public List<byte[]> valuesOf(Sessions sessions, int session) throws Exception {
    var group = new ArrayList<byte[]>(sessions.size(session));
    for (var position = 0; position < sessions.size(session); position++) {
      group.add(values.get(sessions.valueKey(session, position)));
    }
    return group;
  }

  @Override
  public void clear(Sessions sessions, int session) throws Exception {
    for (var position = 0; position < sessions.size(session); position++) {
      values.remove(sessions.valueKey(session, position));
    }
  }
}
