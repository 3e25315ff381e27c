package dev.waybill.server.portal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.server.datadir.StartRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The platform's logo. */
final class LogoFile {
  private static final int MOST_BYTES = 256 << 10;
  private static final int BEGINNING = 1024;
  private static final Pattern SVG = Pattern.compile("(?s)\\s*(<\\?xml.*?|<!--.*?)*<svg[\\s>].*");

  private final String type;
  private final byte[] bytes;

  private LogoFile(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /**
   * @throws StartRefusedException if it cannot be read, is too large or no image
   */
  static LogoFile read(Path path) {
    byte[] bytes;
    try (InputStream file = Files.newInputStream(path)) {
      bytes = file.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new StartRefusedException(
          "portal.logo: the file " + path + " cannot be read: give one that can, or none.");
    }
    if (bytes.length > MOST_BYTES) {
      throw new StartRefusedException(
          "portal.logo: the file " + path + " has over 256 KiB: give a smaller one.");
    }
    String start = new String(bytes, 0, Math.min(bytes.length, BEGINNING), ISO_8859_1);
    return new LogoFile(
        type(start)
            .orElseThrow(
                () ->
                    new StartRefusedException(
                        "portal.logo: the file "
                            + path
                            + " is no PNG, JPEG, WebP or SVG image: give one of these.")),
        bytes);
  }

  /** Its media type, by what is in the file. */
  String type() {
    return type;
  }

  byte[] bytes() {
    return bytes;
  }

  private static Optional<String> type(String start) {
    if (start.startsWith("\u0089PNG")) {
      return Optional.of("image/png");
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return Optional.of("image/webp");
    }
    return SVG.matcher(start).matches() ? Optional.of("image/svg+xml") : Optional.empty();
  }
}
