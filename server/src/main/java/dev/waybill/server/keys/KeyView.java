package dev.waybill.server.keys;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.ApiKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A key as its administrators see it.
 *
 * @param lastUsedAt exact to a minute; empty if it never was used
 */
public record KeyView(ApiKey key, Optional<Instant> lastUsedAt) {
  public KeyView {
    requireNonNull(key, "key is null");
    requireNonNull(lastUsedAt, "lastUsedAt is null");
  }

  static KeyView unused(ApiKey key) {
    return new KeyView(key, Optional.empty());
  }
}
