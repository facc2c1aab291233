package fraud.nativeflink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.regex.Pattern;

/** Times such as {@code Sunday, 23-Jul-17 01:06:47 UTC}: rare, so that a regular expression is fast enough. */
final class Rfc850 {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\\d\\d)-([A-Z][a-z]{2})-(\\d\\d)"
              + " (\\d\\d):(\\d\\d):(\\d\\d) (?:UTC|GMT)");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final int LONGEST = "Wednesday, 23-Jul-17 01:06:47 UTC".length();

  /** Epoch milliseconds; negative where it is no such time. Years 69 to 99 are 19xx, the others 20xx, as in POSIX. */
  static long parse(byte[] text, int from, int to) {
    if (to - from > LONGEST) return Timestamps.NONE;
    var match = FORM.matcher(new String(text, from, to - from, ISO_8859_1));
    if (!match.matches()) return Timestamps.NONE;
    var shortYear = Integer.parseInt(match.group(3));
    var year = shortYear + (shortYear >= 69 ? 1900 : 2000);
    var month = MONTHS.indexOf(match.group(2)) + 1;
    return Timestamps.utcMidnight(year, month, Integer.parseInt(match.group(1)))
        + Timestamps.clock(
            Integer.parseInt(match.group(4)), Integer.parseInt(match.group(5)), Integer.parseInt(match.group(6)), 0, 0);
  }

  private Rfc850() {}
}
