package dev.waybill.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Events that are complete: every field of the format, in compact form. */
final class GoldenEvent {
  private GoldenEvent() {}

  static String of(EventKind kind) {
    String name = kind.name().toLowerCase(Locale.ROOT) + "-event.json";
    try (InputStream in = GoldenEvent.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no golden event " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
