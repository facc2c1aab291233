package fraud.nativeflink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.Arrays;

/** Reads lines {@code timestamp;origin;target;amount}, straight from their bytes. For one thread. */
final class PaymentParser {
  private static final int MAX_ACCOUNT_BYTES = 256;
  private static final int MAX_FIELDS_TOLD = 1_000;
  private static final int SHOWN_CHARACTERS = 64;

  private final Timestamps timestamps = new Timestamps();
  /** Its default is to report what is wrong. */
  private final CharsetDecoder utf8 = UTF_8.newDecoder();

  /**
   * The payment, or why the line is none. A time after {@code latestMs} (epoch ms) is refused: one such payment would
   * move the watermark and end everybody's sessions.
   */
  Parsed parse(byte[] line, long latestMs) {
    int first = -1;
    int second = -1;
    int third = -1;
    var separators = 0;
    var anyByte = 0;
    for (var at = 0; at < line.length; at++) {
      anyByte |= line[at];
      if (line[at] != ';') continue;
      switch (separators++) {
        case 0 -> first = at;
        case 1 -> second = at;
        case 2 -> third = at;
        default -> {}
      }
    }
    if (anyByte < 0 && !isUtf8(line)) {
      return new Malformed("invalid-utf8", "found " + line.length + " bytes that are not UTF-8");
    }
    if (separators != 3) return wrongFieldCount(separators + 1);
    var timestampMs = timestamps.parse(line, 0, first);
    if (timestampMs == Timestamps.NONE) {
      return new Malformed(
          "bad-timestamp",
          "found "
              + show(line, 0, first)
              + ", expected RFC 3339 such as 2017-07-23T01:06:47Z, or RFC 850 in UTC, from 1970 on");
    }
    if (timestampMs > latestMs) {
      var latest = new JsonBuffer().time(latestMs).toString();
      return new Malformed(
          "future-timestamp", "found " + show(line, 0, first) + ", later than the clock allows (" + latest + ")");
    }
    var refused = checkAccount("origin", line, first + 1, second);
    if (refused == null) refused = checkAccount("target", line, second + 1, third);
    if (refused != null) return refused;
    if (Arrays.equals(line, first + 1, second, line, second + 1, third)) {
      return new Malformed(
          "same-accounts",
          "origin and target are both " + show(line, first + 1, second) + ", expected two accounts");
    }
    var amountCents = Cents.parse(line, third + 1, line.length);
    if (amountCents <= 0) {
      return new Malformed(
          "bad-amount",
          "found "
              + show(line, third + 1, line.length)
              + ", expected a decimal above 0 and up to 10^12 with at most 2 fraction digits");
    }
    return new Payment(new String(line, first + 1, third - first - 1, UTF_8), timestampMs, amountCents);
  }

  private boolean isUtf8(byte[] line) {
    try {
      utf8.decode(ByteBuffer.wrap(line));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private static Malformed wrongFieldCount(int fields) {
    var found = fields >= MAX_FIELDS_TOLD ? MAX_FIELDS_TOLD + " or more" : Integer.toString(fields);
    return new Malformed(
        "field-count",
        "found " + found + (fields == 1 ? " field" : " fields") + ", expected 4: timestamp;origin;target;amount");
  }

  private static Malformed checkAccount(String name, byte[] line, int from, int to) {
    var bytes = to - from;
    if (bytes == 0) return new Malformed("bad-account", name + " is empty, expected an account");
    for (var at = from; at < to; at++) {
      if (line[at] == 0) return new Malformed("nul-character", name + " " + show(line, from, to) + " has a NUL character");
    }
    if (bytes <= MAX_ACCOUNT_BYTES) return null;
    return new Malformed(
        "bad-account",
        name + " " + show(line, from, to) + " has " + bytes + " bytes, expected at most " + MAX_ACCOUNT_BYTES);
  }

  /** Found text for a message: quoted, and short even where the line has megabytes. */
  private static String show(byte[] line, int from, int to) {
    // A character takes at most 4 bytes, so that a cut one is behind those that are shown.
    var text = new String(line, from, Math.min(to - from, 4 * (SHOWN_CHARACTERS + 1)), UTF_8);
    var shown = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
    return new JsonBuffer().string(shown).toString();
  }
}
