package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The SHA-256 of an API key's secret: enough for 256 random bits, which nobody can guess. */
final class KeyHash {
  private final byte[] sha256;

  private KeyHash(byte[] sha256) {
    this.sha256 = sha256;
  }

  static KeyHash of(String secret) {
    try {
      return new KeyHash(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  static KeyHash stored(byte[] sha256) {
    return new KeyHash(sha256);
  }

  byte[] bytes() {
    return sha256.clone();
  }

  /** Takes the same time wherever the first difference is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash hash && MessageDigest.isEqual(sha256, hash.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return "KeyHash[...]";
  }
}
