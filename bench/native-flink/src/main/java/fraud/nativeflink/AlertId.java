package fraud.nativeflink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of alerts, the same in every run over the same payments. For one thread. */
final class AlertId {
  private static final HexFormat HEX = HexFormat.of();
  private static final int BYTES = 16;

  private final MessageDigest sha256;

  AlertId() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** The id of the alert of a pair's session that begins in the slot from {@code startMs}. */
  String of(String pair, long startMs) {
    return of("pair", pair, startMs);
  }

  /** The id of an alert of this name, a grouping or a rule, about a key's session that begins in the slot from {@code startMs}. */
  String of(String name, String key, long startMs) {
    var hash = sha256.digest((name + "\0" + key + "\0" + startMs).getBytes(UTF_8));
    return HEX.formatHex(hash, 0, BYTES);
  }
}
