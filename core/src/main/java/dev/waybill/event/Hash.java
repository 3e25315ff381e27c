package dev.waybill.event;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 without an object for each hash. Used by one thread. */
final class Hash {
  private final MessageDigest sha256;
  private final byte[] result = new byte[32];

  Hash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Digest of(byte[] bytes, int from, int to) {
    sha256.update(bytes, from, to - from);
    try {
      sha256.digest(result, 0, result.length);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes are enough for SHA-256", e);
    }
    return Digest.of(result);
  }

  Digest of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }
}
