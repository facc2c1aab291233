package beamts.runtime.copies;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Values as 16 bytes each, one behind the other: half of a SHA-256, so that nobody can make two that have the same. */
final class Digests {
  private static final int LENGTH = 16;
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Digests::sha256);

  static byte[] of(byte[] value) {
    return Arrays.copyOf(SHA_256.get().digest(value), LENGTH);
  }

  static boolean contains(byte[] digests, byte[] digest) {
    for (var start = 0; start < digests.length; start += LENGTH) {
      if (Arrays.equals(digests, start, start + LENGTH, digest, 0, LENGTH)) return true;
    }
    return false;
  }

  static byte[] join(byte[] digests, byte[] digest) {
    var all = Arrays.copyOf(digests, digests.length + LENGTH);
    System.arraycopy(digest, 0, all, digests.length, LENGTH);
    return all;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Digests() {}
}
