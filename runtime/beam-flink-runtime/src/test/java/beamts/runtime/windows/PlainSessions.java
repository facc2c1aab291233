package beamts.runtime.windows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The reference: keeps every part, and works all sessions out anew, by sorting, whenever it is asked. */
final class PlainSessions {
  private final boolean merging;
  private final long allowedLatenessMs;
  private final List<Part> parts = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;
  final List<Part> late = new ArrayList<>();

  /** {@code merging}: overlapping windows of a key are one session; otherwise only equal ones belong together. */
  PlainSessions(boolean merging, long allowedLatenessMs) {
    this.merging = merging;
    this.allowedLatenessMs = allowedLatenessMs;
  }

  void add(Part part) {
    var joins =
        sessions().stream().anyMatch(known -> known.key.equals(part.key) && joins(part, known.start, known.end));
    if (!joins && isOver(part.end)) late.add(part);
    else parts.add(part);
  }

  void reach(long toWatermark) {
    watermark = toWatermark;
  }

  /** Sessions past their end and the allowed lateness. */
  void forget() {
    for (var over : sessions()) {
      if (isOver(over.end)) parts.removeIf(part -> part.key.equals(over.key) && joins(part, over.start, over.end));
    }
  }

  private boolean joins(Part part, long start, long end) {
    return merging ? part.overlaps(start, end) : part.start == start;
  }

  /** The ms of event time since a part would last have been taken. */
  long lateBy(Part part) {
    return watermark - (part.end - 1 + allowedLatenessMs);
  }

  /** After a restore nothing is known of the time. */
  void forgetTheTime() {
    watermark = Long.MIN_VALUE;
  }

  /** Those that must have been given out, as they are now. */
  List<Session> ended() {
    var ended = new ArrayList<>(sessions());
    ended.removeIf(session -> session.end - 1 > watermark);
    return ended;
  }

  List<Session> sessions() {
    var sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparing((Part part) -> part.key).thenComparingLong(part -> part.start));
    var sessions = new ArrayList<Session>();
    for (var part : sorted) {
      var last = sessions.isEmpty() ? null : sessions.get(sessions.size() - 1);
      var joins = last != null && last.key.equals(part.key) && joins(part, last.start, last.end);
      var values = joins ? last.values : new TreeSet<Integer>();
      values.add(part.value);
      if (joins) sessions.remove(last);
      sessions.add(
          new Session(part.key, joins ? last.start : part.start, joins ? Math.max(last.end, part.end) : part.end, values));
    }
    return sessions;
  }

  private boolean isOver(long end) {
    return watermark != Long.MIN_VALUE && end - 1 <= watermark - allowedLatenessMs;
  }
}
