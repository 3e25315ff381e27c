package dev.waybill.server.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something that was done, or refused.
 *
 * @param responseCode that of HTTP
 * @param error why it was refused
 */
public record Act(ActName name, Details details, int responseCode, Optional<String> error) {
  private static final int OK = 200;

  public Act {
    requireNonNull(name, "name is null");
    requireNonNull(details, "details is null");
    requireNonNull(error, "error is null");
  }

  public static Act done(ActName name, Details details) {
    return new Act(name, details, OK, Optional.empty());
  }

  public static Act refused(ActName name, Details details, int responseCode, String error) {
    return new Act(name, details, responseCode, Optional.of(error));
  }
}
