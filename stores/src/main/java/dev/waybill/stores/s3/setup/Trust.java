package dev.waybill.stores.s3.setup;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Whom the customer's role trusts.
 *
 * @param principal the service's own identity
 * @param externalId that of the storage integration
 */
public record Trust(PrincipalArn principal, UUID externalId) {
  public Trust {
    requireNonNull(principal, "principal is null");
    requireNonNull(externalId, "externalId is null");
  }
}
