package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** From which event on a new export delivers. */
sealed interface StartFrom {
  /** What was received in the 60 minutes before the creation, and later. */
  record LastHour() implements StartFrom {
    @Override
    public String toString() {
      return "LAST_HOUR";
    }
  }

  /** Everything that is still held. */
  record Beginning() implements StartFrom {
    @Override
    public String toString() {
      return "BEGINNING";
    }
  }

  /** What is received after the creation. */
  record Now() implements StartFrom {
    @Override
    public String toString() {
      return "NOW";
    }
  }

  /** What was received at that time or later. */
  record At(Instant time) implements StartFrom {
    public At {
      requireNonNull(time, "time is null");
    }

    @Override
    public String toString() {
      return time.toString();
    }
  }

  /** Reads it as the caller wrote it. */
  static StartFrom parse(String text, Instant now) {
    return switch (text) {
      case "LAST_HOUR" -> new LastHour();
      case "BEGINNING" -> new Beginning();
      case "NOW" -> new Now();
      default -> at(text, now);
    };
  }

  private static StartFrom at(String text, Instant now) {
    Instant time;
    try {
      time = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidInput(
          "startFrom",
          "startFrom is LAST_HOUR, BEGINNING, NOW or a time such as 2026-11-20T14:00:00Z.");
    }
    if (time.isAfter(now)) {
      throw new InvalidInput("startFrom", "startFrom lies in the future: take NOW instead.");
    }
    if (time.isBefore(Instant.EPOCH)) {
      throw new InvalidInput("startFrom", "startFrom lies before 1970: take BEGINNING instead.");
    }
    return new At(time);
  }
}
