package beamts.runtime.windows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.joda.time.Instant;

/**
 * Gathers what overlaps into sessions [start, end). A session is given out when the watermark has reached its end, as
 * ON_TIME, and again, whole, as LATE for each element that comes after that and within the allowed lateness. What comes
 * later still leaves by {@code late}. A window that does not merge is a session that nothing prolongs.
 *
 * <p>Input: key, start and end in epoch ms, value; keyed by {@link #stateKey}.
 */
final class SessionGrouper
    extends KeyedProcessFunction<String, Tuple4<String, Long, Long, byte[]>, WindowedValue<KV<String, Iterable<byte[]>>>> {
  private static final long serialVersionUID = 1;

  private final boolean merging;
  private final long allowedLatenessMs;
  private final OutputTag<WindowedValue<KV<String, byte[]>>> late;
  /** The sessions of a key, as {@link Sessions} lays them out. */
  private transient ValueState<long[]> sessionsState;
  /** The values of a key's sessions: {@link Sessions#valueKey}. Adding one never reads the others. */
  private transient MapState<Long, byte[]> values;
  transient Counter dropped;

  SessionGrouper(boolean merging, long allowedLatenessMs, OutputTag<WindowedValue<KV<String, byte[]>>> late) {
    this.merging = merging;
    this.allowedLatenessMs = allowedLatenessMs;
    this.late = late;
  }

  @Override
  public void open(Configuration parameters) {
    var context = getRuntimeContext();
    sessionsState =
        context.getState(
            new ValueStateDescriptor<>("sessions", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
    values =
        context.getMapState(
            new MapStateDescriptor<>("values", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    dropped = context.getMetricGroup().counter("droppedDueToLateness");
  }

  @Override
  public void processElement(
      Tuple4<String, Long, Long, byte[]> part,
      Context context,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var timers = context.timerService();
    var sessions = new Sessions(sessionsState.value());
    var session = sessions.overlapping(part.f1, part.f2, -1);
    if (session >= 0) {
      sessions.extend(session, part.f1, part.f2);
      session = mergeAround(sessions, session);
    } else if (isOver(part.f2, timers.currentWatermark())) {
      dropped.inc();
      context.output(late, late(part, timers.currentWatermark()));
      return;
    } else {
      session = sessions.add(part.f1, part.f2);
    }
    values.put(sessions.nextValueKey(session), part.f3);
    if (sessions.status(session) == Sessions.GIVEN_OUT) sessions.setStatus(session, Sessions.CHANGED);
    if (hasEnded(sessions.end(session), timers.currentWatermark())) {
      giveOut(part.f0, sessions, session, PaneInfo.Timing.LATE, out);
    }
    if (dueTime(sessions, session) < sessions.timer(session)) setTimer(sessions, session, timers);
    sessionsState.update(sessions.numbers());
  }

  /** A session whose end has moved since its timer was set gets another one then: most elements set none. */
  @Override
  public void onTimer(
      long timestamp, OnTimerContext context, Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var timers = context.timerService();
    var sessions = new Sessions(sessionsState.value());
    for (var session = sessions.count() - 1; session >= 0; session--) {
      if (sessions.timer(session) > timestamp) continue;
      var status = sessions.status(session);
      if (status != Sessions.GIVEN_OUT && hasEnded(sessions.end(session), timers.currentWatermark())) {
        var timing = status == Sessions.NEW ? PaneInfo.Timing.ON_TIME : PaneInfo.Timing.LATE;
        giveOut(elementKey(context.getCurrentKey()), sessions, session, timing, out);
      }
      if (isOver(sessions.end(session), timers.currentWatermark())) remove(sessions, session);
      else setTimer(sessions, session, timers);
    }
    if (sessions.count() == 0) sessionsState.clear();
    else sessionsState.update(sessions.numbers());
  }

  /** Windows that do not merge have their state apart: those of one start are one window. */
  static KeySelector<Tuple4<String, Long, Long, byte[]>, String> stateKey(boolean merging) {
    return merging ? part -> part.f0 : part -> part.f1 + ";" + part.f0;
  }

  private String elementKey(String stateKey) {
    return merging ? stateKey : stateKey.substring(stateKey.indexOf(';') + 1);
  }

  /** The element as {@link GroupWindows} describes it. */
  private WindowedValue<KV<String, byte[]>> late(Tuple4<String, Long, Long, byte[]> part, long watermarkMs) {
    var value =
        ByteBuffer.allocate(3 * Long.BYTES + part.f3.length)
            .putLong(watermarkMs - lastTakenMs(part.f2))
            .putLong(part.f1)
            .putLong(part.f2)
            .put(part.f3)
            .array();
    var window = new IntervalWindow(Instant.ofEpochMilli(part.f1), Instant.ofEpochMilli(part.f2));
    return WindowedValue.of(KV.of(part.f0, value), window.maxTimestamp(), window, PaneInfo.NO_FIRING);
  }

  /** Makes one of all sessions that overlap this one, and gives its new place. */
  private int mergeAround(Sessions sessions, int session) throws Exception {
    for (int other; (other = sessions.overlapping(sessions.start(session), sessions.end(session), session)) >= 0; ) {
      var isLarger = sessions.size(other) > sessions.size(session);
      var kept = isLarger ? other : session;
      var gone = isLarger ? session : other;
      sessions.extend(kept, sessions.start(gone), sessions.end(gone));
      if (sessions.status(gone) != sessions.status(kept)) sessions.setStatus(kept, Sessions.CHANGED);
      for (var position = 0; position < sessions.size(gone); position++) {
        var from = sessions.valueKey(gone, position);
        values.put(sessions.nextValueKey(kept), values.get(from));
        values.remove(from);
      }
      var last = sessions.count() - 1;
      sessions.remove(gone);
      session = kept == last ? gone : kept;
    }
    return session;
  }

  private void giveOut(
      String key,
      Sessions sessions,
      int session,
      PaneInfo.Timing timing,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    List<byte[]> group = new ArrayList<>(sessions.size(session));
    for (var position = 0; position < sessions.size(session); position++) {
      group.add(values.get(sessions.valueKey(session, position)));
    }
    var window =
        new IntervalWindow(
            Instant.ofEpochMilli(sessions.start(session)), Instant.ofEpochMilli(sessions.end(session)));
    var index = timing == PaneInfo.Timing.LATE ? 1 : 0;
    var pane = PaneInfo.createPane(index == 0, false, timing, index, index);
    out.collect(WindowedValue.of(KV.of(key, group), window.maxTimestamp(), window, pane));
    sessions.setStatus(session, Sessions.GIVEN_OUT);
  }

  private void setTimer(Sessions sessions, int session, TimerService timers) {
    var time = dueTime(sessions, session);
    sessions.setTimer(session, time);
    timers.registerEventTimeTimer(time);
  }

  /** When there will be something to do: give it out, or forget it. */
  private long dueTime(Sessions sessions, int session) {
    var lastMs = sessions.end(session) - 1;
    return sessions.status(session) == Sessions.GIVEN_OUT ? lastMs + allowedLatenessMs : lastMs;
  }

  private void remove(Sessions sessions, int session) throws Exception {
    for (var position = 0; position < sessions.size(session); position++) {
      values.remove(sessions.valueKey(session, position));
    }
    sessions.remove(session);
  }

  private static boolean hasEnded(long endMs, long watermarkMs) {
    return endMs - 1 <= watermarkMs;
  }

  /** Past its end and the allowed lateness. */
  private boolean isOver(long endMs, long watermarkMs) {
    // Not the other way round: before the first watermark it is the smallest of all numbers.
    return lastTakenMs(endMs) <= watermarkMs;
  }

  /** The watermark at which a session takes nothing more. */
  private long lastTakenMs(long endMs) {
    return endMs - 1 + allowedLatenessMs;
  }
}
