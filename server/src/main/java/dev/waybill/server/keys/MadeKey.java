package dev.waybill.server.keys;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A key that a request made.
 *
 * @param secret empty if the same request made the key before: nobody is shown it twice
 */
public record MadeKey(KeyView key, Optional<String> secret) {
  public MadeKey {
    requireNonNull(key, "key is null");
    requireNonNull(secret, "secret is null");
  }

  @Override
  public String toString() {
    return "MadeKey[" + key + "]";
  }
}
