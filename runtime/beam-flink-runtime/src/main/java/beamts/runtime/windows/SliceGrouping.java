package beamts.runtime.windows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * Puts sliding windows together from slices, so that a value is kept once however many windows have it. Those of a slice
 * are kept, and given out, as one {@link beamts.runtime.records.MergeableRecord}. A window comes with the slices of the
 * window before it, too. It is given out when the watermark has reached its end, as ON_TIME, if it has any slice and not
 * just those of the window before (or {@link SlidingWindows#all}); and again, whole, as LATE for each element of either
 * that comes after that and within the allowed lateness. An element that is too late for one of the windows that have its
 * slice is also handed back.
 */
final class SliceGrouping {
  private final long allowedLatenessMs;
  /** The slices of a key by their start, as {@link Slice} lays them out. */
  private final MapState<Long, byte[]> slices;
  /** Of a key that has slices: the time up to which its windows were given out. */
  private final ValueState<Long> reachedState;

  SliceGrouping(RuntimeContext context, long allowedLatenessMs) {
    this.allowedLatenessMs = allowedLatenessMs;
    slices =
        context.getMapState(
            new MapStateDescriptor<>("slices", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    reachedState = context.getState(new ValueStateDescriptor<>("reached", Types.LONG));
  }

  /**
   * Adds a value of the slice that {@code time} lies in.
   *
   * @return what came too late, be it for some windows only, else null
   * @throws IllegalArgumentException if the key does not say what its windows are
   */
  WindowedValue<KV<String, byte[]>> add(
      String key,
      long time,
      byte[] value,
      TimerService timers,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var windows = SlidingWindows.of(key);
    var start = windows.slice(time);
    var first = windows.first(start);
    var bytes = slices.get(start);
    var slice = bytes == null ? null : new Slice(start, bytes);
    if (slice != null && !slice.hasEntered() && windows.lastMs(first) > timers.currentWatermark()) {
      put(slice, value);
      return null;
    }

    var reached = reachedState.value();
    // After a restart the watermark comes back from nowhere: what was given out on time must not be so again.
    var now = reached == null ? timers.currentWatermark() : Math.max(timers.currentWatermark(), reached);
    var late =
        isOver(windows, first, now)
            ? GroupedElements.late(key, first, windows.end(first), value, now - lastTakenMs(windows, first))
            : null;
    if (isOver(windows, windows.last(start), now)) return late;
    if (slice == null) {
      slice = new Slice(start);
      timers.registerEventTimeTimer(dueAfter(now, windows, start));
    }
    var hasEntered = windows.lastMs(first) <= now;
    if (hasEntered) {
      slice.enter();
      reachedState.update(now);
    }
    put(slice, value);
    if (hasEntered) giveOutAgain(key, windows, start, now, out);
    return late;
  }

  void onTimer(
      String key, long timestamp, TimerService timers, Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var windows = SlidingWindows.of(key);
    var present = present();
    var window = windows.endedBy(timestamp);
    if (windows.isWindow(window) && isDue(windows, window, present)) {
      giveOut(key, windows, window, present, GroupedElements.ON_TIME, out);
    }
    var kept = 0;
    for (var slice : present) {
      if (timestamp >= removalMs(windows, slice.start)) {
        slices.remove(slice.start);
        continue;
      }
      kept++;
      if (!slice.hasEntered() && windows.lastMs(windows.first(slice.start)) <= timestamp) {
        slice.enter();
        slices.put(slice.start, slice.bytes());
      }
      setNextTimer(timestamp, windows, slice.start, timers);
    }
    if (kept == 0) {
      reachedState.clear();
      return;
    }
    var reached = reachedState.value();
    if (reached == null || reached < timestamp) reachedState.update(timestamp);
  }

  /** The windows that have ended and take a slice's values, or whose window before does. */
  private void giveOutAgain(
      String key,
      SlidingWindows windows,
      long slice,
      long now,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var present = present();
    var last = Math.min(windows.last(slice) + windows.everyMs, windows.newestEndedBy(now));
    var oldestTaken = windows.newestEndedBy(now - allowedLatenessMs) + windows.everyMs;
    for (var window = Math.max(windows.first(slice), oldestTaken); window <= last; window += windows.everyMs) {
      if (hasContent(windows, window, present)) giveOut(key, windows, window, present, GroupedElements.LATE, out);
    }
  }

  private static boolean isDue(SlidingWindows windows, long window, List<Slice> present) {
    return hasContent(windows, window, present) && (windows.all || hasChanged(windows, window, present));
  }

  private static boolean hasContent(SlidingWindows windows, long window, List<Slice> present) {
    return present.stream().anyMatch(slice -> windows.has(window, slice.start));
  }

  /** Whether a slice enters it or has left it since the window before. */
  private static boolean hasChanged(SlidingWindows windows, long window, List<Slice> present) {
    var before = window - windows.everyMs;
    return present.stream().anyMatch(slice -> windows.has(window, slice.start) != windows.has(before, slice.start));
  }

  private void giveOut(
      String key,
      SlidingWindows windows,
      long window,
      List<Slice> present,
      PaneInfo pane,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    var group = new ArrayList<byte[]>();
    for (var slice : present) {
      if (window - windows.everyMs <= slice.start && slice.start < windows.end(window)) group.add(slice.record());
    }
    out.collect(GroupedElements.group(key, window, windows.end(window), group, pane));
  }

  private void put(Slice slice, byte[] value) throws Exception {
    slice.add(value);
    slices.put(slice.start, slice.bytes());
  }

  /** All slices of the key, in the order of time. */
  private List<Slice> present() throws Exception {
    var present = new ArrayList<Slice>();
    for (var entry : slices.entries()) present.add(new Slice(entry.getKey(), entry.getValue()));
    present.sort(Comparator.comparingLong(slice -> slice.start));
    return present;
  }

  /** A slice has one timer at a time. That of its removal is set anew, as the allowed lateness may not be what it was. */
  private void setNextTimer(long timestamp, SlidingWindows windows, long slice, TimerService timers) {
    var due = dueAfter(timestamp, windows, slice);
    var isForThis = dueAfter(timestamp - 1, windows, slice) <= timestamp;
    if (isForThis || due == removalMs(windows, slice)) timers.registerEventTimeTimer(due);
  }

  /** When there will be something to do for a slice: it enters a window, stays in another, leaves one, or is forgotten. */
  private long dueAfter(long time, SlidingWindows windows, long slice) {
    var entersMs = windows.lastMs(windows.first(slice));
    if (time < entersMs) return entersMs;
    var last = windows.last(slice);
    if (windows.all && time < windows.lastMs(last)) return windows.lastMs(windows.newestEndedBy(time) + windows.everyMs);
    var leavesMs = windows.lastMs(last + windows.everyMs);
    if (!windows.all && time < leavesMs) return leavesMs;
    return removalMs(windows, slice);
  }

  /** When the last window is over whose window before has the slice. */
  private long removalMs(SlidingWindows windows, long slice) {
    return lastTakenMs(windows, windows.last(slice) + windows.everyMs);
  }

  /** Past its end and the allowed lateness. */
  private boolean isOver(SlidingWindows windows, long window, long watermarkMs) {
    return lastTakenMs(windows, window) <= watermarkMs;
  }

  /** The watermark at which a window takes nothing more. */
  private long lastTakenMs(SlidingWindows windows, long window) {
    return windows.lastMs(window) + allowedLatenessMs;
  }
}
