package dev.waybill.server.portal.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.search.SearchRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody looks for, as it was typed; texts are empty where nothing was.
 *
 * @param from a day and a time of UTC, without a zone, as browsers send it; as is {@code to}
 */
record SearchForm(
    String from, String to, String by, Set<String> kinds, String type, String actor, String text) {
  private static final String LIMIT = "50";
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
  private static final Set<String> FIELDS = Set.of("from", "to", "by", "kind");

  SearchForm {
    kinds = Set.copyOf(kinds);
  }

  static SearchForm of(HttpServletRequest request) {
    String[] kinds = request.getParameterValues("kind");
    return new SearchForm(
        typed(request, "from"),
        typed(request, "to"),
        typed(request, "by"),
        kinds == null ? Set.of() : new HashSet<>(List.of(kinds)),
        typed(request, "type"),
        typed(request, "actor"),
        typed(request, "text"));
  }

  private static String typed(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  /** Whether a field of the form is called so. */
  static boolean has(String field) {
    return FIELDS.contains(field);
  }

  /** Whether everything is looked for. */
  public boolean isEmpty() {
    return kinds.isEmpty() && Stream.of(from, to, type, actor, text).allMatch(String::isEmpty);
  }

  /**
   * The newest received first.
   *
   * @param cursor where an earlier look-up ended; an empty text to start
   * @throws InvalidInput if a field is not what it can be
   */
  SearchRequest asked(String cursor) {
    Map<String, List<String>> given =
        Map.of(
            "from", utc("from", from),
            "to", utc("to", to),
            "by", known(by),
            "kind", List.copyOf(kinds),
            "type", known(type),
            "actor", known(actor),
            "text", known(text),
            "limit", List.of(LIMIT),
            "cursor", known(cursor));
    SearchRequest asked =
        SearchRequest.of(name -> given.getOrDefault(name, List.of()).toArray(String[]::new));
    if (asked.from() >= asked.to()) {
      throw new InvalidInput("to", "The end lies after the start.");
    }
    return asked;
  }

  private static List<String> known(String value) {
    return value.isEmpty() ? List.of() : List.of(value);
  }

  private static List<String> utc(String field, String local) {
    String time = local.replace(' ', 'T');
    try {
      return local.isEmpty() ? List.of() : List.of(LocalDateTime.parse(time) + "Z");
    } catch (DateTimeException e) {
      throw new InvalidInput(field, "Give a day and a time of UTC, such as 2026-11-20 14:00.");
    }
  }

  /** The same, but from so long ago until now. */
  SearchForm last(Duration length, Instant now) {
    return within(now.minus(length), "");
  }

  /** Everything that was received in the minute before an event, and in that after it. */
  static SearchForm around(Instant received) {
    Instant minute = received.truncatedTo(ChronoUnit.MINUTES);
    return new SearchForm("", "", "received", Set.of(), "", "", "")
        .within(minute.minus(1, ChronoUnit.MINUTES), local(minute.plus(2, ChronoUnit.MINUTES)));
  }

  private SearchForm within(Instant start, String end) {
    return new SearchForm(local(start), end, by, kinds, type, actor, text);
  }

  private static String local(Instant time) {
    return LOCAL.format(time.atOffset(ZoneOffset.UTC));
  }

  /** What stands after the path in the address of this search. */
  String query() {
    return query("");
  }

  /** The same, going on where an earlier look-up ended. */
  String query(String cursor) {
    Stream<String> texts =
        Stream.of(
            parameter("from", from),
            parameter("to", to),
            parameter("by", by),
            parameter("type", type),
            parameter("actor", actor),
            parameter("text", text),
            parameter("cursor", cursor));
    Stream<String> chosen = kinds.stream().sorted().map(kind -> parameter("kind", kind));
    return Stream.concat(chosen, texts)
        .filter(parameter -> !parameter.isEmpty())
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String parameter(String name, String value) {
    return value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, UTF_8);
  }
}
