package fraud.nativeflink;

import java.io.Serializable;

/** What an alert says about the rule that raised it. */
record AlertRule(long gapMs, long thresholdCents) implements Serializable {
  private static final String[] UNITS = {"d", "h", "m", "s"};
  private static final long[] UNIT_MS = {86_400_000, 3_600_000, 60_000, 1_000};

  /** The shortest way to write a duration: {@code 10m}, {@code 1500ms}. */
  static String durationText(long ms) {
    for (var unit = 0; unit < UNITS.length; unit++) {
      if (ms >= UNIT_MS[unit] && ms % UNIT_MS[unit] == 0) return ms / UNIT_MS[unit] + UNITS[unit];
    }
    return ms + "ms";
  }
}
