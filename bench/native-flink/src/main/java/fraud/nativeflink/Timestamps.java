package fraud.nativeflink;

import static fraud.nativeflink.Digits.digit;
import static fraud.nativeflink.Digits.two;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads RFC 3339 times (any offset, any fraction, cut to milliseconds) and RFC 850 times in UTC. Remembers the last date,
 * which neighbouring records mostly share.
 */
final class Timestamps {
  /** No time, a date that no calendar has, or a time before 1970, which Kafka cannot hold. */
  static final long NONE = -1;

  /** Far enough below zero that no sum with it is a time. */
  private static final long WRONG = Long.MIN_VALUE / 4;

  /** Longer texts are no times. */
  private static final int MAX_LENGTH = 64;

  private static final long DAY_MS = 86_400_000;
  private static final int MINUTES_A_DAY = 1_440;

  private int lastDate;
  private long lastMidnight = WRONG;

  /** Epoch milliseconds of {@code text[from, to)}, or {@link #NONE}. */
  long parse(byte[] text, int from, int to) {
    if (to - from > MAX_LENGTH) return NONE;
    var midnight = to - from < 20 ? WRONG : midnight(text, from);
    var ms = midnight == WRONG ? Rfc850.parse(text, from, to) : midnight + timeOfDay(text, from + 10, to);
    return ms >= 0 ? ms : NONE;
  }

  private long midnight(byte[] text, int at) {
    var year = two(text, at) * 100 + two(text, at + 2);
    var month = two(text, at + 5);
    var day = two(text, at + 8);
    if (year < 0 || month < 0 || day < 0 || text[at + 4] != '-' || text[at + 7] != '-') return WRONG;
    var date = year * 10_000 + month * 100 + day;
    if (date != lastDate) {
      lastMidnight = utcMidnight(year, month, day);
      lastDate = date;
    }
    return lastMidnight;
  }

  static long utcMidnight(int year, int month, int day) {
    if (year < 1969) return WRONG;
    try {
      return LocalDate.of(year, month, day).toEpochDay() * DAY_MS;
    } catch (DateTimeException noSuchDay) {
      return WRONG;
    }
  }

  /** Milliseconds since midnight UTC of {@code Thh:mm:ss[.fraction](Z|±hh:mm)}; negative or over a day with an offset. */
  private static long timeOfDay(byte[] text, int at, int to) {
    if ((text[at] | 0x20) != 't' || text[at + 3] != ':' || text[at + 6] != ':') return WRONG;
    var next = at + 9;
    var ms = 0;
    if (text[next] == '.') {
      var fraction = next + 1;
      for (next = fraction; next < to && digit(text, next) >= 0; next++) {
        if (next < fraction + 3) ms = ms * 10 + digit(text, next);
      }
      if (next == fraction) return WRONG;
      for (var digits = next - fraction; digits < 3; digits++) ms *= 10;
    }
    var offset = offsetMinutes(text, next, to);
    return offset == null ? WRONG : clock(two(text, at + 1), two(text, at + 4), two(text, at + 7), ms, offset);
  }

  private static Integer offsetMinutes(byte[] text, int at, int to) {
    if (at + 1 == to && (text[at] | 0x20) == 'z') return 0;
    if (at + 6 != to || text[at + 3] != ':' || (text[at] != '+' && text[at] != '-')) return null;
    var hours = two(text, at + 1);
    var minutes = two(text, at + 4);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return null;
    return (hours * 60 + minutes) * (text[at] == '-' ? -1 : 1);
  }

  /** A leap second, 23:59:60 in UTC, counts as the first second of the next day, as in POSIX time. */
  static long clock(int hour, int minute, int second, int ms, int offsetMinutes) {
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return WRONG;
    var utcMinute = hour * 60 + minute - offsetMinutes;
    if (second == 60 && Math.floorMod(utcMinute, MINUTES_A_DAY) != MINUTES_A_DAY - 1) return WRONG;
    return (utcMinute * 60L + second) * 1_000 + ms;
  }
}
