package beamts.runtime.kafka;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a time is written. Reads what `payment/timestamp.ts` and `payment/formats/timeForms.ts` read, and nothing else. */
enum TimeForm {
  RFC3339 {
    @Override
    long ms(String text) {
      if (text.length() > MAX_LENGTH) return PaymentTime.NO_TIME;
      var match = RFC_3339.matcher(text);
      return orNone(match.matches() ? rfc3339(match) : rfc850(RFC_850.matcher(text)));
    }
  },
  EPOCH_S {
    @Override
    long ms(String text) {
      return epoch(text, 1_000, 1);
    }
  },
  EPOCH_MS {
    @Override
    long ms(String text) {
      return epoch(text, 1, 1);
    }
  },
  EPOCH_US {
    @Override
    long ms(String text) {
      return epoch(text, 1, 1_000);
    }
  };

  private static final int MAX_LENGTH = 64;
  private static final long DAY_MS = 86_400_000, MINUTE_MS = 60_000;
  private static final long LAST_MS = LocalDate.of(10_000, 1, 1).toEpochDay() * DAY_MS - 1;
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?(?:[Zz]|([+-])(\\d\\d):(\\d\\d))");
  private static final Pattern RFC_850 =
      Pattern.compile(
          "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\\d\\d)-([A-Z][a-z]{2})-(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d) (?:UTC|GMT)");
  private static final Pattern EPOCH = Pattern.compile("(\\d{1,17})(?:\\.(\\d{1,9}))?");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /** Epoch ms, cut to whole ones; {@link PaymentTime#NO_TIME} where it is none, or one before 1970. */
  abstract long ms(String text);

  /** @throws IllegalArgumentException if there is none of this name */
  static TimeForm of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static long rfc3339(Matcher match) {
    var fraction = match.group(7) == null ? "" : match.group(7);
    var offset = 0;
    if (match.group(8) != null) {
      var hours = number(match, 9);
      var minutes = number(match, 10);
      if (hours > 23 || minutes > 59) return PaymentTime.NO_TIME;
      offset = (hours * 60 + minutes) * (match.group(8).equals("-") ? -1 : 1);
    }
    return at(number(match, 1), number(match, 2), number(match, 3), match, 4, offset) + Long.parseLong((fraction + "000").substring(0, 3));
  }

  private static long rfc850(Matcher match) {
    if (!match.matches()) return PaymentTime.NO_TIME;
    var year = number(match, 3);
    return at(year + (year >= 69 ? 1900 : 2000), MONTHS.indexOf(match.group(2)) + 1, number(match, 1), match, 4, 0);
  }

  /** Groups from {@code time} on are hour, minute and second. A leap second is the first second of the next day. */
  private static long at(int year, int month, int day, Matcher match, int time, int offsetMinutes) {
    var hour = number(match, time);
    var minute = number(match, time + 1);
    var second = number(match, time + 2);
    var utcMinute = hour * 60 + minute - offsetMinutes;
    var isLeapSecond = second == 60 && Math.floorMod(utcMinute, 1_440) == 1_439;
    if (hour > 23 || minute > 59 || second > 59 && !isLeapSecond) return PaymentTime.NO_TIME;
    try {
      return LocalDate.of(year, month, day).toEpochDay() * DAY_MS + utcMinute * MINUTE_MS + second * 1_000L;
    } catch (DateTimeException e) {
      return PaymentTime.NO_TIME;
    }
  }

  private static int number(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }

  /** {@code times} and {@code of}: what makes milliseconds of the unit. */
  private static long epoch(String text, long times, long of) {
    var match = EPOCH.matcher(text);
    if (!match.matches()) return PaymentTime.NO_TIME;
    var whole = Long.parseLong(match.group(1));
    if (whole / of > LAST_MS / times) return PaymentTime.NO_TIME;
    var fraction = match.group(2) == null || times == 1 ? "" : match.group(2);
    var ms = whole * times / of + Long.parseLong((fraction + "000").substring(0, 3));
    return ms <= LAST_MS ? ms : PaymentTime.NO_TIME;
  }

  private static long orNone(long ms) {
    return ms >= 0 ? ms : PaymentTime.NO_TIME;
  }
}
