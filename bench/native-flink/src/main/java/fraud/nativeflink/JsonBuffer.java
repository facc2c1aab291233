package fraud.nativeflink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** JSON in the making, as bytes of UTF-8, written as {@code JSON.stringify} writes it. Its memory is used again. */
final class JsonBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);

  private byte[] bytes = new byte[1_024];
  private int length;
  private final IsoTime isoTime = new IsoTime();

  int length() {
    return length;
  }

  /** Forgets what was written behind a former length. */
  JsonBuffer cutTo(int formerLength) {
    length = formerLength;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, UTF_8);
  }

  /** JSON as it stands, of ASCII only. */
  @SuppressWarnings("deprecation") // The one method that copies ASCII without an array in between.
  JsonBuffer raw(String json) {
    reserve(json.length());
    json.getBytes(0, json.length(), bytes, length);
    length += json.length();
    return this;
  }

  /** JSON as it stands. */
  JsonBuffer raw(byte[] json) {
    reserve(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  /** A time as ISO 8601 in UTC with milliseconds, without quotes. */
  JsonBuffer time(long epochMs) {
    reserve(IsoTime.LENGTH);
    isoTime.write(epochMs, bytes, length);
    length += IsoTime.LENGTH;
    return this;
  }

  /** A text, quoted. */
  JsonBuffer string(String text) {
    // At most 6 bytes a character, and the quotes.
    reserve(6 * text.length() + 2);
    bytes[length++] = '"';
    for (var at = 0; at < text.length(); at++) {
      var character = text.charAt(at);
      if (character >= 0x80) at += beyondAscii(text, at);
      else if (character < 0x20 || character == '"' || character == '\\') escape(character);
      else bytes[length++] = (byte) character;
    }
    bytes[length++] = '"';
    return this;
  }

  private void escape(char character) {
    bytes[length++] = '\\';
    switch (character) {
      case '"', '\\' -> bytes[length++] = (byte) character;
      case '\b' -> bytes[length++] = 'b';
      case '\t' -> bytes[length++] = 't';
      case '\n' -> bytes[length++] = 'n';
      case '\f' -> bytes[length++] = 'f';
      case '\r' -> bytes[length++] = 'r';
      default -> {
        bytes[length++] = 'u';
        for (var shift = 12; shift >= 0; shift -= 4) bytes[length++] = HEX[character >> shift & 0xf];
      }
    }
  }

  /** Writes the character at {@code at}; gives 1 where it takes two places in the text, otherwise 0. */
  private int beyondAscii(String text, int at) {
    var point = text.codePointAt(at);
    if (point < 0x800) {
      bytes[length++] = (byte) (0xc0 | point >> 6);
    } else if (point < 0x10000) {
      if (Character.isSurrogate((char) point)) {
        // Half a pair, where a text was cut: no UTF-8 can hold it.
        escape((char) point);
        return 0;
      }
      bytes[length++] = (byte) (0xe0 | point >> 12);
      bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
    } else {
      bytes[length++] = (byte) (0xf0 | point >> 18);
      bytes[length++] = (byte) (0x80 | point >> 12 & 0x3f);
      bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
    }
    bytes[length++] = (byte) (0x80 | point & 0x3f);
    return point < 0x10000 ? 0 : 1;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
  }
}
