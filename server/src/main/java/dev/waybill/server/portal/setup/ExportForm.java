package dev.waybill.server.portal.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.event.EventKind;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.Interval;
import dev.waybill.fault.InvalidInput;
import dev.waybill.server.exports.ExportOptions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What somebody has put into the form about what to export and when.
 *
 * @param start one of those of the API, or {@link #AT}
 * @param startTime as browsers send a date and a time, in UTC
 * @param once names this creation, so that a form sent twice creates one export
 */
record ExportForm(
    String name,
    List<String> kinds,
    String categories,
    String interval,
    String start,
    String startTime,
    String once) {
  /** Stands for the time in the field beside it. */
  static final String AT = "AT";

  ExportForm {
    kinds = List.copyOf(kinds);
  }

  /** What a new form has in it. */
  static ExportForm of(String name, String once) {
    return new ExportForm(
        name,
        Arrays.stream(EventKind.values()).map(EventKind::name).toList(),
        "",
        Interval.EVERY_HOUR.name(),
        "LAST_HOUR",
        "",
        once);
  }

  /**
   * What the API calls it.
   *
   * @throws InvalidInput if a field has what it cannot have
   */
  ExportOptions options() {
    return new ExportOptions(
        Optional.of(name.strip()),
        Optional.of(one("interval", Interval.class, interval)),
        Optional.of(eventKinds()),
        Optional.of(eventCategories()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(startFrom()),
        Optional.empty());
  }

  /** The name of this creation together with what is created. */
  IdempotencyKey key() {
    return new IdempotencyKey("portal-" + once, digest(options().toString()));
  }

  /** As a new export takes it. */
  String startFrom() {
    return start.equals(AT) ? time(startTime) : start;
  }

  /**
   * The time in the field for it, as a new export takes it.
   *
   * @throws InvalidInput if there is none
   */
  static String time(String sent) {
    try {
      return LocalDateTime.parse(sent).toInstant(ZoneOffset.UTC).toString();
    } catch (DateTimeException e) {
      throw new InvalidInput("startFrom", "Say from which date and time on, in UTC.");
    }
  }

  /** All of them are as good as none: then those that are yet to come are exported, too. */
  private List<EventKind> eventKinds() {
    if (kinds.isEmpty()) {
      throw new InvalidInput("eventKinds", "Choose at least one kind of events.");
    }
    List<EventKind> chosen =
        kinds.stream().map(kind -> one("eventKinds", EventKind.class, kind)).distinct().toList();
    return chosen.size() == EventKind.values().length ? List.of() : chosen;
  }

  private List<String> eventCategories() {
    return Arrays.stream(categories.split(",", -1))
        .map(String::strip)
        .filter(category -> !category.isEmpty())
        .toList();
  }

  private static <E extends Enum<E>> E one(String field, Class<E> type, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(field, "Choose one of those that are offered.");
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
