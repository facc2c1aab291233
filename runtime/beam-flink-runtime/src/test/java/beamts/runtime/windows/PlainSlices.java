package beamts.runtime.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The reference for the sliding windows of one key: looks at each millisecond, each window and each part. What it says
 * reads as panes do: timing, key, window, values.
 */
final class PlainSlices {
  private final String key;
  private final long size;
  private final long every;
  private final long length;
  private final boolean all;
  private final long allowedLatenessMs;
  private final List<Part> parts = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;
  /** When windows were last looked at; known as long as there are parts. */
  private long reached = Long.MIN_VALUE;
  /** What came too late, and by how much. */
  final List<String> late = new ArrayList<>();

  PlainSlices(String key, long size, long every, long length, boolean all, long allowedLatenessMs) {
    this.key = key;
    this.size = size;
    this.every = every;
    this.length = length;
    this.all = all;
    this.allowedLatenessMs = allowedLatenessMs;
  }

  /** Takes the part, unless it comes too late for all its windows, and says what is given out again. */
  List<String> add(Part part) {
    var windows = windowsOf(part.start);
    var first = windows.get(0);
    if (isOver(first)) {
      var byMs = now() - (first + size - 1 + allowedLatenessMs);
      late.add(new Part(key, first, first + size, part.value) + ", late by " + byMs);
    }
    if (windows.stream().allMatch(this::isOver)) return List.of();
    parts.add(part);
    if (hasEnded(first)) reached = now();
    windows.add(last(part.start) + every);
    return windows.stream()
        .filter(window -> hasEnded(window) && !isOver(window) && !slicesOf(window).isEmpty())
        .map(window -> "LATE " + asGiven(window))
        .collect(Collectors.toList());
  }

  /** What is given out until the watermark. */
  List<String> reach(long toWatermark) {
    var panes = new ArrayList<String>();
    if (!parts.isEmpty()) {
      var times = parts.stream().mapToLong(part -> part.start).summaryStatistics();
      var from = Math.max(now() + 1, times.getMin() - every);
      var to = Math.min(toWatermark, times.getMax() + size + 2 * every + allowedLatenessMs);
      for (var time = from; time <= to; time++) lookAt(time, panes);
    }
    watermark = toWatermark;
    return panes;
  }

  private void lookAt(long time, List<String> panes) {
    var window = time + 1 - size;
    if (window % every == 0 && isDue(window)) panes.add("ON_TIME " + asGiven(window));
    if (parts.stream().anyMatch(part -> hasReasonToLook(part.start, time))) reached = time;
    parts.removeIf(part -> overAt(last(part.start) + every) == time);
    if (parts.isEmpty()) reached = Long.MIN_VALUE;
  }

  private boolean isDue(long window) {
    return !slicesOf(window).isEmpty() && (all || !slicesOf(window).equals(slicesOf(window - every)));
  }

  /** It enters a window, leaves one, is in one that is given out, or is over. */
  private boolean hasReasonToLook(long slice, long time) {
    LongPredicate endsNow = window -> window + size - 1 == time;
    var last = last(slice);
    return endsNow.test(windowsOf(slice).get(0))
        || overAt(last + every) == time
        || (all ? windowsOf(slice).stream().anyMatch(endsNow::test) : endsNow.test(last + every));
  }

  private List<Long> windowsOf(long slice) {
    return LongStream.rangeClosed(slice + length - size, slice)
        .filter(start -> start % every == 0)
        .boxed()
        .collect(Collectors.toList());
  }

  private long last(long slice) {
    var windows = windowsOf(slice);
    return windows.get(windows.size() - 1);
  }

  private TreeSet<Long> slicesOf(long window) {
    return parts.stream()
        .map(part -> part.start)
        .filter(slice -> window <= slice && slice < window + size)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** With the values of the window before. */
  private Session asGiven(long window) {
    var values =
        parts.stream()
            .filter(part -> window - every <= part.start && part.start < window + size)
            .map(part -> part.value)
            .collect(Collectors.toCollection(TreeSet::new));
    return new Session(key, window, window + size, values);
  }

  long now() {
    return Math.max(watermark, reached);
  }

  private boolean hasEnded(long window) {
    return window + size - 1 <= now();
  }

  boolean isOver(long window) {
    return overAt(window) <= now();
  }

  private long overAt(long window) {
    return window + size - 1 + allowedLatenessMs;
  }

  /** After a restore only the windows tell what time it was. */
  void forgetTheTime() {
    watermark = Long.MIN_VALUE;
  }
}
