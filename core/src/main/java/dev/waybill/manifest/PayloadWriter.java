package dev.waybill.manifest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes payloads. No string of a payload holds a character that JSON escapes, because no type of
 * its values admits one.
 */
final class PayloadWriter {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder out = new StringBuilder();

  PayloadWriter raw(String literal) {
    out.append(literal);
    return this;
  }

  PayloadWriter number(String before, long number) {
    out.append(before).append(number);
    return this;
  }

  PayloadWriter string(String before, Object value) {
    out.append(before).append('"').append(value).append('"');
    return this;
  }

  <T> PayloadWriter orNull(String before, Optional<T> value, Consumer<T> writer) {
    out.append(before);
    value.ifPresentOrElse(writer, () -> out.append("null"));
    return this;
  }

  <T> PayloadWriter list(String before, List<T> items, Consumer<T> writer) {
    out.append(before).append('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      writer.accept(items.get(i));
    }
    out.append(']');
    return this;
  }

  static String instant(Instant time) {
    return MILLISECONDS.format(time);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
