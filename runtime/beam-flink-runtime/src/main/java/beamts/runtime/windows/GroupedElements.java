package beamts.runtime.windows;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** What leaves a grouping step, as {@link GroupWindows} describes it; times in epoch ms. */
final class GroupedElements {
  static final PaneInfo ON_TIME = PaneInfo.createPane(true, false, PaneInfo.Timing.ON_TIME, 0, 0);
  static final PaneInfo LATE = PaneInfo.createPane(false, false, PaneInfo.Timing.LATE, 1, 1);
  /** All that there is so far. */
  static final PaneInfo EARLY_WHOLE = PaneInfo.createPane(true, false, PaneInfo.Timing.EARLY, 0, -1);
  /** What came to it since the pane before. */
  static final PaneInfo EARLY_PART = PaneInfo.createPane(false, false, PaneInfo.Timing.EARLY, 1, -1);

  static WindowedValue<KV<String, Iterable<byte[]>>> group(
      String key, long startMs, long endMs, List<byte[]> values, PaneInfo pane) {
    var window = window(startMs, endMs);
    return WindowedValue.of(KV.of(key, values), window.maxTimestamp(), window, pane);
  }

  /** {@code byMs}: how long ago the window [startMs, endMs) would last have been taken. */
  static WindowedValue<KV<String, byte[]>> late(String key, long startMs, long endMs, byte[] value, long byMs) {
    var timesAndValue =
        ByteBuffer.allocate(3 * Long.BYTES + value.length).putLong(byMs).putLong(startMs).putLong(endMs).put(value).array();
    var window = window(startMs, endMs);
    return WindowedValue.of(KV.of(key, timesAndValue), window.maxTimestamp(), window, PaneInfo.NO_FIRING);
  }

  private static IntervalWindow window(long startMs, long endMs) {
    return new IntervalWindow(Instant.ofEpochMilli(startMs), Instant.ofEpochMilli(endMs));
  }

  private GroupedElements() {}
}
