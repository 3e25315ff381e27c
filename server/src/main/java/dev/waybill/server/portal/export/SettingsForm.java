package dev.waybill.server.portal.export;

import dev.waybill.event.EventKind;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Interval;
import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.Parameters;
import dev.waybill.server.exports.ExportOptions;
import dev.waybill.server.exports.ExportView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of an export as the form shows them, and as it was sent.
 *
 * @param revision which the viewer has seen
 * @param kinds names of those that are ticked
 * @param categories one a line
 * @param wrongField of what was sent; an empty text if nothing is wrong
 */
record SettingsForm(
    String id,
    String revision,
    String name,
    String interval,
    List<String> kinds,
    String categories,
    String wrongField,
    String problem) {

  /** What can be chosen. */
  record Choice(String value, String text, boolean chosen) {}

  static SettingsForm of(ExportView view) {
    ExportConfiguration export = view.configuration();
    return new SettingsForm(
        export.id().toString(),
        Long.toString(export.revision()),
        export.name(),
        export.interval().name(),
        Stream.of(EventKind.values())
            .filter(
                kind ->
                    export.selection().kinds().isEmpty()
                        || export.selection().kinds().contains(kind))
            .map(EventKind::name)
            .toList(),
        String.join("\n", export.selection().categories().stream().sorted().toList()),
        "",
        "");
  }

  static SettingsForm sent(String id, HttpServletRequest request) {
    String[] kinds = request.getParameterValues("kinds");
    return new SettingsForm(
        id,
        Parameters.one(request, "revision").orElse(""),
        Parameters.one(request, "name").orElse(""),
        Parameters.one(request, "interval").orElse(""),
        kinds == null ? List.of() : List.of(kinds),
        Parameters.one(request, "categories").orElse(""),
        "",
        "");
  }

  SettingsForm refused(String field, String why) {
    return new SettingsForm(id, revision, name, interval, kinds, categories, field, why);
  }

  /** What is wrong with a field; an empty text if nothing is. */
  public String problem(String field) {
    return field.equals(wrongField) ? problem : "";
  }

  public List<Choice> intervals() {
    return Stream.of(Interval.values())
        .map(each -> new Choice(each.name(), words(each), each.name().equals(interval)))
        .toList();
  }

  public List<Choice> kindChoices() {
    return Stream.of(EventKind.values())
        .map(each -> new Choice(each.name(), Contents.of(each), kinds.contains(each.name())))
        .toList();
  }

  private static String words(Interval interval) {
    String words = interval.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  long seenRevision() {
    try {
      return Long.parseLong(revision);
    } catch (NumberFormatException e) {
      throw new InvalidInput("revision", "Open this page again, and make the change there.");
    }
  }

  /**
   * @throws InvalidInput if what was sent is none of what can be chosen
   */
  ExportOptions options() {
    return new ExportOptions(
        Optional.of(name),
        Optional.of(chosen("interval", Interval.class, interval)),
        Optional.of(chosenKinds()),
        Optional.of(categories.lines().map(String::strip).filter(it -> !it.isEmpty()).toList()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** All of them are stored as none, like those of an export that was made without a choice. */
  private List<EventKind> chosenKinds() {
    if (kinds.isEmpty()) {
      throw new InvalidInput(
          "kinds", "Choose at least one: an export that sends nothing is paused instead.");
    }
    List<EventKind> chosen =
        kinds.stream().distinct().map(kind -> chosen("kinds", EventKind.class, kind)).toList();
    return chosen.size() == EventKind.values().length ? List.of() : chosen;
  }

  private static <E extends Enum<E>> E chosen(String field, Class<E> of, String value) {
    return Stream.of(of.getEnumConstants())
        .filter(each -> each.name().equals(value))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(field, "Choose one of those that are offered."));
  }
}
