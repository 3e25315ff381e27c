package dev.waybill.manifest;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The platform's SHA-256, without checked exceptions that cannot happen. */
final class Digests {
  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Ends a hash and writes it into {@code to}; the digest is as new afterwards. */
  static void end(MessageDigest sha256, byte[] to, int offset) {
    try {
      sha256.digest(to, offset, Sha256.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("there is room for a SHA-256", e);
    }
  }
}
