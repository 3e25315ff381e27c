package dev.waybill.server.faults;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reads exported objects with the libraries of others. */
final class Objects {
  private static final int BUFFER = 64 * 1024;

  private Objects() {}

  /** What is in an object, by the ending of its name. */
  static byte[] content(String name, byte[] stored) throws IOException {
    InputStream in = new ByteArrayInputStream(stored);
    if (name.endsWith(".gz")) {
      try (InputStream content = new GZIPInputStream(in, BUFFER)) {
        return content.readAllBytes();
      }
    }
    if (name.endsWith(".zst")) {
      try (InputStream content = new ZstdInputStream(in)) {
        return content.readAllBytes();
      }
    }
    return stored;
  }
}
