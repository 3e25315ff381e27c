package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;

/**
 * The caller's name for one creation, so that sending it again creates nothing new. Belongs to a
 * tenant and lives as long as the tenant does.
 *
 * @param value as sent: 1 to 255 printable ASCII characters
 * @param requestDigest a digest of the whole request; another one under the same key is a conflict
 */
public record IdempotencyKey(String value, String requestDigest) {
  private static final int MAX_LENGTH = 255;

  public IdempotencyKey {
    if (value.isEmpty()
        || value.length() > MAX_LENGTH
        || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new InvalidInput(
          "Idempotency-Key", "An idempotency key has 1 to 255 printable ASCII characters.");
    }
    requireNonNull(requestDigest, "requestDigest is null");
  }
}
