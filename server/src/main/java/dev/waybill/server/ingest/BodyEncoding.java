package dev.waybill.server.ingest;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a request body is compressed. */
enum BodyEncoding {
  NONE,
  GZIP,
  ZSTD;

  /** The most that a frame may ask a reader to remember: 8 MiB, as RFC 9659 says. */
  private static final int ZSTD_WINDOW_LOG = 23;

  static BodyEncoding of(@Nullable String contentEncoding) {
    return switch (contentEncoding == null ? "" : contentEncoding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> NONE;
      case "gzip", "x-gzip" -> GZIP;
      case "zstd" -> ZSTD;
      default ->
          throw new ProblemException(
              new Problem(
                      ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                      "The content encoding is not understood: send gzip, zstd or none.")
                  .with("Accept-Encoding", "gzip, zstd"));
    };
  }

  /** What the compressed bytes hold. */
  InputStream decode(byte[] bytes, int length) throws IOException {
    return switch (this) {
      case NONE -> new ByteArrayInputStream(bytes, 0, length);
      case GZIP -> new GzipMembers(bytes, length);
      case ZSTD -> zstd(bytes, length);
    };
  }

  private static InputStream zstd(byte[] bytes, int length) throws IOException {
    if (length == 0) {
      throw new IOException("an empty body is not zstd");
    }
    var in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes, 0, length));
    in.setLongMax(ZSTD_WINDOW_LOG);
    return in;
  }
}
