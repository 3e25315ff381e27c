package dev.waybill.server.security;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key in a request's {@code Authorization}. */
final class Credential {
  private static final String BEARER = "Bearer ";

  private Credential() {}

  /** GraphQL's users also send the bare key. */
  static Optional<String> of(@Nullable String authorization, String path) {
    if (authorization == null) {
      return Optional.empty();
    }
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    boolean bare = path.equals(Route.GRAPHQL) && !authorization.contains(" ");
    return bare ? Optional.of(authorization) : Optional.empty();
  }
}
