package dev.waybill.stores.s3;

import dev.waybill.storage.S3Location;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * How the store learns that a body arrived unharmed. The SDK's default, a checksum in a trailer, is
 * unknown to many S3-compatible stores (Ceph 16 among them), so the value travels in a header.
 * Buckets with Object Lock take nothing without such a header.
 */
enum Integrity {
  /**
   * {@code x-amz-checksum-crc32c}: the cheapest, known to AWS. The body is not part of the
   * signature.
   */
  CRC32C,
  /** {@code Content-MD5}: known to every store. The body is not part of the signature. */
  CONTENT_MD5,
  /**
   * {@code Content-MD5}, and the signature covers the SHA-256 of the body. S3 demands that without
   * TLS, where anyone on the way could change the body; Object Lock does not count it as a
   * checksum.
   */
  SIGNED_BODY;

  static Integrity of(S3Location location) {
    if (location.endpoint().isEmpty()) {
      return CRC32C;
    }
    return location.endpoint().get().getScheme().equals("https") ? CONTENT_MD5 : SIGNED_BODY;
  }

  static String crc32c(Payload payload) {
    CRC32C crc = new CRC32C();
    payload.slices().forEach(slice -> crc.update(slice.duplicate()));
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }

  static String md5(Payload payload) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      payload.slices().forEach(slice -> digest.update(slice.duplicate()));
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }
}
