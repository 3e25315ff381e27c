package dev.waybill.server.keys;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.ApiKey;

/**
 * A key and its successor.
 *
 * @param replaced the key before, with its end
 */
public record Replacement(MadeKey successor, ApiKey replaced) {
  public Replacement {
    requireNonNull(successor, "successor is null");
    requireNonNull(replaced, "replaced is null");
  }
}
