package dev.waybill.server.portal.setup;

import dev.waybill.event.EventKind;
import dev.waybill.export.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What the form about an export offers, in words. */
final class ExportChoices {
  private ExportChoices() {}

  /** Something to choose. */
  record Choice(String value, String words, String hint, boolean chosen) {}

  /**
   * From when on.
   *
   * @param events how many there are since
   */
  record Start(String value, String words, long events, boolean chosen) {}

  static List<Choice> kinds(ExportForm form) {
    return Arrays.stream(EventKind.values())
        .map(
            kind ->
                new Choice(
                    kind.name(),
                    words(kind),
                    "eventKind " + kind,
                    form.kinds().contains(kind.name())))
        .toList();
  }

  static List<Choice> intervals(ExportForm form) {
    return Arrays.stream(Interval.values())
        .map(
            interval ->
                new Choice(
                    interval.name(), words(interval), "", form.interval().equals(interval.name())))
        .toList();
  }

  /**
   * @param counted how many events there are since then
   */
  static List<Start> starts(ExportForm form, ToLongFunction<String> counted) {
    return Stream.of("LAST_HOUR", "BEGINNING", "NOW")
        .map(
            start ->
                new Start(
                    start, words(start), counted.applyAsLong(start), form.start().equals(start)))
        .toList();
  }

  private static String words(EventKind kind) {
    return switch (kind) {
      case QUERY -> "Queries that people and programs ran";
      case SYSTEM -> "What was changed and administered";
      case CUSTOM -> "Events of your own applications";
    };
  }

  private static String words(Interval interval) {
    String name = interval.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String words(String start) {
    return switch (start) {
      case "LAST_HOUR" -> "The last hour, and all that comes";
      case "BEGINNING" -> "All that is recorded, and all that comes";
      case "NOW" -> "Only what comes from now on";
      default -> throw new IllegalArgumentException(start);
    };
  }
}
