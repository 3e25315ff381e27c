package dev.waybill.stores.azure;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * Names of an upload's blocks, all of one length, as Azure demands. Attempts at one object, which
 * may run at the same time and compress differently, share what is not yet committed below its
 * name; so each upload has names of its own.
 */
record BlockIds(UUID upload) {
  static BlockIds ofOneUpload() {
    return new BlockIds(UUID.randomUUID());
  }

  String of(int number) {
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(upload.getMostSignificantBits())
                .putLong(upload.getLeastSignificantBits())
                .putInt(number)
                .array());
  }
}
