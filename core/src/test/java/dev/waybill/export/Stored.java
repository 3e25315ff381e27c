package dev.waybill.export;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** Reads objects as whoever loads them does. */
final class Stored {
  private Stored() {}

  /** What is in an object, by the ending of its name. */
  static byte[] content(String name, byte[] stored) {
    try (InputStream in = decompressing(name, new ByteArrayInputStream(stored))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream decompressing(String name, InputStream stored) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(stored);
    }
    return name.endsWith(".zst") ? new ZstdInputStreamNoFinalizer(stored) : stored;
  }
}
