package dev.waybill.stores.s3;

import dev.waybill.stores.upload.UploadBuffer;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** The body of one request, in memory, without a copy; may be read several times. */
record Payload(List<ByteBuffer> slices, long length) {

  static Payload of(byte[] bytes) {
    return new Payload(List.of(ByteBuffer.wrap(bytes)), bytes.length);
  }

  static Payload of(UploadBuffer collected) {
    return new Payload(collected.slices(), collected.length());
  }

  InputStream open() {
    return new PayloadStream(slices);
  }
}
