package dev.waybill.stores.azure;

import com.azure.core.util.BinaryData;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The body of one request, in memory, without a copy. */
record Block(List<ByteBuffer> slices) {
  static Block of(byte[] bytes) {
    return new Block(List.of(ByteBuffer.wrap(bytes)));
  }

  BinaryData data() {
    return slices.isEmpty()
        ? BinaryData.fromBytes(new byte[0])
        : BinaryData.fromListByteBuffer(slices);
  }

  byte[] md5() {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      slices.forEach(slice -> digest.update(slice.duplicate()));
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }
}
