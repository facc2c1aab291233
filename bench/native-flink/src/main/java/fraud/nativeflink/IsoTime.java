package fraud.nativeflink;

import java.time.LocalDate;

/** Writes times such as {@code 2026-03-02T09:00:00.000Z}, of years up to 9999. Remembers the last date. */
final class IsoTime {
  static final int LENGTH = 24;

  private static final int DAY_MS = 86_400_000;

  private long lastDay = Long.MIN_VALUE;
  private LocalDate date;

  void write(long epochMs, byte[] to, int at) {
    var day = Math.floorDiv(epochMs, DAY_MS);
    if (day != lastDay) {
      date = LocalDate.ofEpochDay(day);
      lastDay = day;
    }
    var ms = Math.floorMod(epochMs, DAY_MS);
    two(date.getYear() / 100, to, at);
    two(date.getYear() % 100, to, at + 2);
    to[at + 4] = '-';
    two(date.getMonthValue(), to, at + 5);
    to[at + 7] = '-';
    two(date.getDayOfMonth(), to, at + 8);
    to[at + 10] = 'T';
    two(ms / 3_600_000, to, at + 11);
    to[at + 13] = ':';
    two(ms / 60_000 % 60, to, at + 14);
    to[at + 16] = ':';
    two(ms / 1_000 % 60, to, at + 17);
    to[at + 19] = '.';
    two(ms % 1_000 / 10, to, at + 20);
    to[at + 22] = (byte) ('0' + ms % 10);
    to[at + 23] = 'Z';
  }

  private static void two(int value, byte[] to, int at) {
    to[at] = (byte) ('0' + value / 10);
    to[at + 1] = (byte) ('0' + value % 10);
  }
}
