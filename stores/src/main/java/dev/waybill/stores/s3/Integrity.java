package dev.waybill.stores.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * The values of {@link dev.waybill.storage.S3Checksum}s. The SDK's default, a checksum in a
 * trailer, is unknown to many S3-compatible stores (Ceph 16 among them), so they travel in headers.
 */
final class Integrity {
  private Integrity() {}

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
