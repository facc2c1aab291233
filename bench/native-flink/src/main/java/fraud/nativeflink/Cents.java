package fraud.nativeflink;

import java.math.BigInteger;

/** Amounts of one payment, as integer cents. */
final class Cents {
  /** 10^12 in cents: the largest amount of one payment. */
  static final long MAX = 100_000_000_000_000L;

  /** No decimal with at most 2 fraction digits, or above {@link #MAX}. */
  static final long NONE = -1;

  private static final int MAX_WHOLE_DIGITS = 24;
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  /** Cents of a decimal such as {@code 5857}, {@code 5857.5} or {@code 5857.00}, or {@link #NONE}. */
  static long parse(byte[] text, int from, int to) {
    var cents = 0L;
    var at = from;
    for (; at < to && text[at] != '.'; at++) {
      var digit = Digits.digit(text, at);
      if (digit < 0) return NONE;
      // Once above the largest amount it stays there, and cannot overflow.
      if (cents <= MAX) cents = cents * 10 + digit;
    }
    var whole = at - from;
    if (whole == 0 || whole > MAX_WHOLE_DIGITS || cents > MAX) return NONE;
    cents *= 100;
    if (at < to) {
      var fraction = to - at - 1;
      if (fraction < 1 || fraction > 2) return NONE;
      var value = fraction == 1 ? Digits.digit(text, at + 1) * 10 : Digits.two(text, at + 1);
      if (value < 0) return NONE;
      cents += value;
    }
    return cents > MAX ? NONE : cents;
  }

  /** The decimal without needless zeros: 585700 → {@code 5857}, 585750 → {@code 5857.5}, 585705 → {@code 5857.05}. */
  static String format(long cents) {
    return decimal(Long.toString(cents / 100), (int) (cents % 100));
  }

  static String format(BigInteger cents) {
    var parts = cents.divideAndRemainder(HUNDRED);
    return decimal(parts[0].toString(), parts[1].intValue());
  }

  private static String decimal(String whole, int cents) {
    if (cents == 0) return whole;
    if (cents % 10 == 0) return whole + '.' + cents / 10;
    return whole + (cents < 10 ? ".0" : ".") + cents;
  }

  private Cents() {}
}
