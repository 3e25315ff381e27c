package dev.waybill.server.search;

import dev.waybill.event.EventKind;
import dev.waybill.fault.InvalidInput;
import dev.waybill.log.Position;
import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ServiceActs;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param from inclusive, milliseconds since the epoch
 * @param to exclusive, milliseconds since the epoch
 * @param by to which time {@code from} and {@code to} apply
 * @param kinds empty for all
 * @param source the {@code eventSource}
 * @param limit events in the answer at most
 * @param cursor where an earlier answer ended
 */
public record SearchRequest(
    long from,
    long to,
    By by,
    Set<EventKind> kinds,
    Optional<String> type,
    Optional<String> actor,
    Optional<String> text,
    Optional<String> source,
    Order order,
    int limit,
    Optional<Position> cursor) {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST = 1_000;
  private static final String TIME =
      " is a time such as 2026-11-20T14:00:00Z, or milliseconds since the epoch.";

  /** Which time of an event. */
  public enum By {
    EVENT,
    RECEIVED
  }

  /** Of receipt. */
  public enum Order {
    ASC,
    DESC
  }

  /** What stands after the question mark. */
  @FunctionalInterface
  public interface Parameters {
    /** All of that name; null if there is none. */
    String @Nullable [] values(String name);

    private @Nullable String first(String name) {
      String[] values = values(name);
      return values == null || values.length == 0 ? null : values[0];
    }
  }

  public SearchRequest {
    kinds = Set.copyOf(kinds);
  }

  /**
   * As the API's parameters say.
   *
   * @throws InvalidInput if one is not what it can be; names it
   */
  public static SearchRequest of(Parameters parameters) {
    return new SearchRequest(
        time("from", parameters.first("from"), Long.MIN_VALUE),
        time("to", parameters.first("to"), Long.MAX_VALUE),
        word(By.class, "by", parameters.first("by"), By.RECEIVED),
        kinds(parameters.values("kind")),
        text(parameters.first("type")),
        text(parameters.first("actor")),
        text(parameters.first("text")),
        Optional.empty(),
        word(Order.class, "order", parameters.first("order"), Order.DESC),
        limit(parameters.first("limit")),
        cursor(parameters.first("cursor")));
  }

  boolean hasKind(EventKind kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  /** What is recorded of it; what is looked for may be confidential. */
  Act act() {
    return ServiceActs.readEvents(by.name(), instant(from), instant(to));
  }

  private static Optional<Instant> instant(long time) {
    return time == Long.MIN_VALUE || time == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(time));
  }

  /** Whether the lines themselves must be looked at. */
  boolean readsLines() {
    return type.isPresent() || actor.isPresent() || text.isPresent() || source.isPresent();
  }

  private static long time(String name, @Nullable String value, long absent) {
    if (value == null) {
      return absent;
    }
    if (value.matches("\\d{10,15}")) {
      return Long.parseLong(value);
    }
    try {
      return OffsetDateTime.parse(value).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidInput(name, name + TIME);
    }
  }

  private static <W extends Enum<W>> W word(
      Class<W> type, String name, @Nullable String value, W absent) {
    if (value == null) {
      return absent;
    }
    for (W known : type.getEnumConstants()) {
      if (known.name().equalsIgnoreCase(value)) {
        return known;
      }
    }
    String first = type.getEnumConstants()[0].name().toLowerCase(Locale.ROOT);
    String second = type.getEnumConstants()[1].name().toLowerCase(Locale.ROOT);
    throw new InvalidInput(name, name + " is '" + first + "' or '" + second + "'.");
  }

  private static Set<EventKind> kinds(String @Nullable [] values) {
    var kinds = EnumSet.noneOf(EventKind.class);
    for (String value : values == null ? new String[0] : values) {
      for (String kind : value.split(",", -1)) {
        kinds.add(kind(kind));
      }
    }
    return kinds;
  }

  private static EventKind kind(String value) {
    try {
      return EventKind.valueOf(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("kind", "kind is one or more of QUERY, SYSTEM and CUSTOM.");
    }
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(given -> !given.isEmpty());
  }

  private static int limit(@Nullable String value) {
    if (value == null) {
      return DEFAULT_LIMIT;
    }
    if (value.matches("\\d{1,4}")
        && Integer.parseInt(value) >= 1
        && Integer.parseInt(value) <= MOST) {
      return Integer.parseInt(value);
    }
    throw new InvalidInput("limit", "limit is a number from 1 to " + MOST + ".");
  }

  static Optional<Position> cursor(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    if (value.matches("[0-7][0-9a-f]{15}")) {
      return Optional.of(Position.parse(value));
    }
    throw new InvalidInput(
        "cursor", "cursor is what an earlier answer gave; leave it out to start.");
  }
}
