package dev.waybill.server.webhooks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The secrets of an endpoint: for a day after a rotation webhooks are signed with both, so that
 * their receiver can change over at any moment.
 */
public record EndpointSecrets(SigningSecret current, Optional<Previous> previous) {
  private static final Duration OVERLAP = Duration.ofDays(1);

  /** The secret before, and until when it signs, too. */
  public record Previous(SigningSecret secret, Instant until) {
    public Previous {
      requireNonNull(secret, "secret is null");
      requireNonNull(until, "until is null");
    }
  }

  public EndpointSecrets {
    requireNonNull(current, "current is null");
    requireNonNull(previous, "previous is null");
  }

  public static EndpointSecrets of(SigningSecret secret) {
    return new EndpointSecrets(secret, Optional.empty());
  }

  public EndpointSecrets rotated(SigningSecret next, Instant now) {
    return new EndpointSecrets(next, Optional.of(new Previous(current, now.plus(OVERLAP))));
  }

  /** All that are valid now, with a space between two. */
  String sign(String id, Instant now, String body) {
    return Stream.concat(
            Stream.of(current),
            previous.filter(old -> now.isBefore(old.until())).map(Previous::secret).stream())
        .map(secret -> secret.sign(id, now.getEpochSecond(), body))
        .collect(Collectors.joining(" "));
  }
}
