package beamts.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The time in a column of a line of CSV (RFC 4180). */
final class DelimitedText implements PaymentTime {
  private static final byte QUOTE = '"';

  private final int column;
  private final char delimiter;
  private final TimeForm form;

  DelimitedText(int column, char delimiter, TimeForm form) {
    this.column = column;
    this.delimiter = delimiter;
    this.form = form;
  }

  @Override
  public long ofMs(byte[] bytes, int from, int to) {
    var start = from;
    for (var number = 0; ; number++) {
      var isQuoted = start < to && bytes[start] == QUOTE;
      var end = isQuoted ? endOfQuoted(bytes, start + 1, to) : end(bytes, start, to, delimiter);
      // A quote that is never closed, or something behind one that is.
      if (end < 0 || end(bytes, end, to, delimiter) > end) return NO_TIME;
      // A column with a quote inside holds no time.
      if (number == column) return form.ms(text(bytes, isQuoted ? start + 1 : start, isQuoted ? end - 1 : end));
      if (end >= to) return NO_TIME;
      start = end + 1;
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  /** Behind the quote that closes, two in a row standing for one; -1 where none does. */
  private static int endOfQuoted(byte[] bytes, int from, int to) {
    for (var at = from; at < to; at++) {
      if (bytes[at] != QUOTE) continue;
      if (at + 1 < to && bytes[at + 1] == QUOTE) at++;
      else return at + 1;
    }
    return -1;
  }

  /** Where what begins at {@code from} ends: at the delimiter, at the end of a line, or with the bytes. */
  static int end(byte[] bytes, int from, int to, char delimiter) {
    var at = from;
    while (at < to && bytes[at] != delimiter && bytes[at] != '\r' && bytes[at] != '\n') at++;
    return at;
  }
}
