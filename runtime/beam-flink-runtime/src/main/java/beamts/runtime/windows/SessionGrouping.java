package beamts.runtime.windows;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * Gathers what overlaps into sessions [start, end). A session is given out when the watermark has reached its end, as
 * ON_TIME, and again, whole, as LATE for each element that comes after that and within the allowed lateness. What comes
 * later is handed back. A window that does not merge is a session that nothing prolongs.
 */
final class SessionGrouping {
  private static final long NOBODY = 0;
  /** Few enough to be short in state. */
  private static final int BITS_OF_AN_INSTANCE = 42;

  private final long allowedLatenessMs;
  private final KeptSessions kept;
  /** Drawn anew at each start: what was handed on by another instance, nobody may remember. */
  private final long instance = new SecureRandom().nextLong() >>> Long.SIZE - BITS_OF_AN_INSTANCE;

  SessionGrouping(KeptSessions kept, long allowedLatenessMs) {
    this.kept = kept;
    this.allowedLatenessMs = allowedLatenessMs;
  }

  /**
   * Adds a value of the window [startMs, endMs). {@code early}: it is also handed on at once while its session lasts by
   * the wall clock, as EARLY: alone, after a first pane of the whole session; a merged one is whole again.
   *
   * @return what came too late, else null
   */
  WindowedValue<KV<String, byte[]>> add(
      String key,
      long startMs,
      long endMs,
      byte[] value,
      boolean early,
      TimerService timers,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var sessions = kept.read();
    var countBefore = sessions.count();
    var session = sessions.overlapping(startMs, endMs, -1);
    if (session >= 0) {
      sessions.extend(session, startMs, endMs);
      session = mergeAround(sessions, session);
    } else if (isOver(endMs, timers.currentWatermark())) {
      return GroupedElements.late(key, startMs, endMs, value, timers.currentWatermark() - lastTakenMs(endMs));
    } else {
      session = sessions.add(startMs, endMs);
    }
    kept.add(sessions, session, value);
    if (sessions.status(session) == Sessions.GIVEN_OUT) sessions.setStatus(session, Sessions.CHANGED);
    if (hasEnded(sessions.end(session), timers.currentWatermark())) {
      giveOut(key, sessions, session, GroupedElements.LATE, out);
    }
    if (early && sessions.status(session) == Sessions.NEW && sessions.end(session) > timers.currentProcessingTime()) {
      handOn(key, sessions, session, value, sessions.count() < countBefore, out);
    } else {
      // The parts that were handed on lack this one: the next is not to be taken for all that they lack.
      sessions.setHandedOnBy(NOBODY, session);
    }
    if (dueTime(sessions, session) < sessions.timer(session)) setTimer(sessions, session, timers);
    kept.write(sessions);
    return null;
  }

  /** A session whose end has moved since its timer was set gets another one then: most elements set none. */
  void onTimer(
      String key, long timestamp, TimerService timers, Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var sessions = kept.read();
    for (var session = sessions.count() - 1; session >= 0; session--) {
      if (sessions.timer(session) > timestamp) continue;
      var status = sessions.status(session);
      if (status != Sessions.GIVEN_OUT && hasEnded(sessions.end(session), timers.currentWatermark())) {
        giveOut(key, sessions, session, status == Sessions.NEW ? GroupedElements.ON_TIME : GroupedElements.LATE, out);
      }
      if (isOver(sessions.end(session), timers.currentWatermark())) remove(sessions, session);
      else setTimer(sessions, session, timers);
    }
    kept.write(sessions);
  }

  /** Makes one of all sessions that overlap this one, and gives its new place. */
  private int mergeAround(Sessions sessions, int session) throws Exception {
    for (int other; (other = sessions.overlapping(sessions.start(session), sessions.end(session), session)) >= 0; ) {
      var isLarger = sessions.size(other) > sessions.size(session);
      var stays = isLarger ? other : session;
      var gone = isLarger ? session : other;
      sessions.extend(stays, sessions.start(gone), sessions.end(gone));
      if (sessions.status(gone) != sessions.status(stays)) sessions.setStatus(stays, Sessions.CHANGED);
      kept.move(sessions, gone, stays);
      var last = sessions.count() - 1;
      sessions.remove(gone);
      session = stays == last ? gone : stays;
    }
    return session;
  }

  private void handOn(
      String key,
      Sessions sessions,
      int session,
      byte[] value,
      boolean merged,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var whole = merged || !sessions.isHandedOnBy(instance, session);
    var group = whole ? kept.valuesOf(sessions, session) : new ArrayList<>(List.of(value));
    var pane = whole ? GroupedElements.EARLY_WHOLE : GroupedElements.EARLY_PART;
    out.collect(GroupedElements.group(key, sessions.start(session), sessions.end(session), group, pane));
    sessions.setHandedOnBy(instance, session);
  }

  private void giveOut(
      String key,
      Sessions sessions,
      int session,
      PaneInfo pane,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var group = kept.valuesOf(sessions, session);
    out.collect(GroupedElements.group(key, sessions.start(session), sessions.end(session), group, pane));
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
    kept.clear(sessions, session);
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
