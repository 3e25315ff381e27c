package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;

/**
 * The right to work on a redelivery until the lease ends.
 *
 * @param redelivery as it is in this attempt; {@code redelivery.attempt()} is the fence
 * @param integration where the configuration delivers now
 */
public record RedeliveryAttempt(
    Redelivery redelivery, StorageIntegration integration, Credentials credentials) {

  public RedeliveryAttempt {
    requireNonNull(redelivery, "redelivery is null");
    requireNonNull(integration, "integration is null");
    requireNonNull(credentials, "credentials is null");
  }
}
