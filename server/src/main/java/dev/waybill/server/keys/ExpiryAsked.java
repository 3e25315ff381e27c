package dev.waybill.server.keys;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * When a key is to end, as somebody writes it: at a time, or after a while, or not by itself.
 *
 * @param at such as {@code 2027-01-31T00:00:00Z}
 * @param in such as {@code 90d}
 */
public record ExpiryAsked(Optional<String> at, Optional<String> in) {
  private static final Duration FURTHEST = Duration.ofDays(3660);

  public ExpiryAsked {
    requireNonNull(at, "at is null");
    requireNonNull(in, "in is null");
  }

  /**
   * @throws InvalidInput if it is neither a time nor a while, or not in the next ten years
   */
  Optional<Instant> from(Instant now) {
    if (at.isPresent() && in.isPresent()) {
      throw new InvalidInput("expiresIn", "Give expiresAt or expiresIn, not both.");
    }
    Optional<Instant> end =
        at.map(ExpiryAsked::time)
            .or(() -> in.map(text -> now.plus(LengthOfTime.parse("expiresIn", text))));
    if (end.filter(time -> !time.isAfter(now) || time.isAfter(now.plus(FURTHEST))).isPresent()) {
      throw new InvalidInput(
          at.isPresent() ? "expiresAt" : "expiresIn",
          "A key expires within the next ten years; leave its end out if it is not to expire.");
    }
    return end;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidInput("expiresAt", "expiresAt is a time such as 2027-01-31T00:00:00Z.");
    }
  }
}
