package fraud.nativeflink;

/** Decimal digits in ASCII. What is no digit makes a value so far below zero that every sum with it is negative, too. */
final class Digits {
  private static final int WRONG = -100_000;

  static int digit(byte[] text, int at) {
    var value = text[at] - '0';
    return value >= 0 && value <= 9 ? value : WRONG;
  }

  static int two(byte[] text, int at) {
    return digit(text, at) * 10 + digit(text, at + 1);
  }

  private Digits() {}
}
