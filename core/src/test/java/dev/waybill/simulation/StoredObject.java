package dev.waybill.simulation;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** An object as a reader sees it. */
final class StoredObject {
  private final String content;
  private final byte[] bytes;

  private StoredObject(String content, byte[] bytes) {
    this.content = content;
    this.bytes = bytes;
  }

  /** Reads an object by the ending of its name. */
  static StoredObject of(String key, byte[] bytes) {
    try (InputStream in = decompressing(key, new ByteArrayInputStream(bytes))) {
      return new StoredObject(new String(in.readAllBytes(), StandardCharsets.UTF_8), bytes);
    } catch (IOException e) {
      throw new Violation(Promise.EXPECTED_OBJECTS, key + " cannot be read: " + e.getMessage());
    }
  }

  /** After decompression. */
  String content() {
    return content;
  }

  /** As stored; nobody changes them. */
  byte[] bytes() {
    return bytes;
  }

  private static InputStream decompressing(String key, InputStream bytes) throws IOException {
    if (key.endsWith(".gz")) {
      return new GZIPInputStream(bytes);
    }
    return key.endsWith(".zst")
        ? new ZstdInputStreamNoFinalizer(bytes).setContinuous(false)
        : bytes;
  }
}
