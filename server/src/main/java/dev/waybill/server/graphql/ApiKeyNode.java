package dev.waybill.server.graphql;

import dev.waybill.server.keys.KeyView;
import dev.waybill.server.keys.MadeKey;
import dev.waybill.server.keys.Replacement;
import dev.waybill.tenant.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The schema's {@code ApiKey}. */
record ApiKeyNode(
    String id,
    String name,
    List<String> permissions,
    String prefix,
    String createdAt,
    Optional<String> expiresAt,
    Optional<String> lastUsedAt) {

  /** The schema's {@code CreatedApiKey}. */
  record Created(ApiKeyNode key, Optional<String> secret) {
    static Created of(MadeKey made) {
      return new Created(ApiKeyNode.of(made.key()), made.secret());
    }

    @Override
    public String toString() {
      return "Created[" + key + "]";
    }
  }

  /** The schema's {@code RotatedApiKey}. */
  record Rotated(ApiKeyNode key, Optional<String> secret, ApiKeyNode replaced) {
    static Rotated of(Replacement done) {
      return new Rotated(
          ApiKeyNode.of(done.successor().key()),
          done.successor().secret(),
          ApiKeyNode.of(new KeyView(done.replaced(), Optional.empty())));
    }

    @Override
    public String toString() {
      return "Rotated[" + key + "]";
    }
  }

  static ApiKeyNode of(KeyView view) {
    ApiKey key = view.key();
    return new ApiKeyNode(
        key.id().toString(),
        key.name(),
        key.permissions().stream().sorted().map(Enum::name).toList(),
        key.prefix(),
        key.createdAt().toString(),
        key.expiresAt().map(Instant::toString),
        view.lastUsedAt().map(Instant::toString));
  }
}
