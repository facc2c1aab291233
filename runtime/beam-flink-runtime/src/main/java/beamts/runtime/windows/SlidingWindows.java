package beamts.runtime.windows;

/**
 * Windows [start, start + SIZE) for each multiple of EVERY, cut into slices as long as both can be divided by. Windows and
 * slices are named by their start; times in epoch ms.
 */
final class SlidingWindows {
  private static final int MOST_DIGITS = 15;

  final long everyMs;
  /** Whether each window counts, also one that has the same slices as the window before. */
  final boolean all;
  private final long sizeMs;
  private final long sliceMs;

  private SlidingWindows(long sizeMs, long everyMs, boolean all) {
    this.sizeMs = sizeMs;
    this.everyMs = everyMs;
    this.all = all;
    sliceMs = greatestCommonDivisor(sizeMs, everyMs);
  }

  /**
   * Those that a key begins with: {@code SIZE/EVERY|} or {@code SIZE/EVERY/all|}, in ms.
   *
   * @throws IllegalArgumentException if it begins with anything else
   */
  static SlidingWindows of(String key) {
    var bar = key.indexOf('|');
    var slash = key.indexOf('/');
    if (slash >= 0 && slash < bar) {
      var all = key.startsWith("/all", bar - 4) && bar - 4 > slash;
      var size = number(key, 0, slash);
      var every = number(key, slash + 1, all ? bar - 4 : bar);
      if (every > 0 && every <= size) return new SlidingWindows(size, every, all);
    }
    throw new IllegalArgumentException(
        "key of mixed windows: expected it to begin with \"|\", \"SIZE/EVERY|\" or \"SIZE/EVERY/all|\" in ms, 0 < EVERY <="
            + " SIZE, found \""
            + key.substring(0, Math.min(bar < 0 ? key.length() : bar + 1, 40))
            + "\"");
  }

  /** -1 if it is none. */
  private static long number(String key, int from, int to) {
    if (from == to || to - from > MOST_DIGITS) return -1;
    var number = 0L;
    for (var at = from; at < to; at++) {
      var digit = key.charAt(at) - '0';
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
    return number;
  }

  /** The slice of a moment. */
  long slice(long time) {
    return time - Math.floorMod(time, sliceMs);
  }

  /** The first window that has a slice. */
  long first(long slice) {
    return -newestUntil(sizeMs - sliceMs - slice);
  }

  /** The last window that has a slice. */
  long last(long slice) {
    return newestUntil(slice);
  }

  /** The window that begins last, at or before a moment. */
  private long newestUntil(long time) {
    return time - Math.floorMod(time, everyMs);
  }

  boolean has(long window, long slice) {
    return window <= slice && slice < end(window);
  }

  boolean isWindow(long start) {
    return Math.floorMod(start, everyMs) == 0;
  }

  long end(long window) {
    return window + sizeMs;
  }

  /** The watermark that ends a window. */
  long lastMs(long window) {
    return end(window) - 1;
  }

  /** Where a window would begin that the watermark {@code lastMs} ends; {@link #isWindow} tells whether there is one. */
  long endedBy(long lastMs) {
    return lastMs + 1 - sizeMs;
  }

  /** The last window that has ended at a watermark. */
  long newestEndedBy(long watermark) {
    return newestUntil(endedBy(watermark));
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
