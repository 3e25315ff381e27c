package dev.waybill.stores.gcs;

import dev.waybill.stores.upload.UploadBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;

/** Bytes in memory, without a copy. */
record Slices(List<ByteBuffer> parts, long length) {

  static Slices of(byte[] bytes) {
    return new Slices(List.of(ByteBuffer.wrap(bytes)), bytes.length);
  }

  static Slices of(UploadBuffer collected) {
    return new Slices(collected.slices(), collected.length());
  }

  /** What follows after so many bytes. */
  Slices from(long offset) {
    List<ByteBuffer> rest = new ArrayList<>();
    long skip = offset;
    for (ByteBuffer part : parts) {
      int skipped = (int) Math.min(skip, part.remaining());
      rest.add(part.slice(part.position() + skipped, part.remaining() - skipped));
      skip -= skipped;
    }
    return new Slices(rest, length - offset);
  }

  void writeTo(OutputStream out) throws IOException {
    for (ByteBuffer part : parts) {
      out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
    }
  }

  void addTo(CRC32C crc) {
    parts.forEach(part -> crc.update(part.duplicate()));
  }

  String crc32c() {
    CRC32C crc = new CRC32C();
    addTo(crc);
    return text(crc);
  }

  /** As Google writes it: Base64 of its four bytes, the highest first. */
  static String text(CRC32C crc) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }
}
