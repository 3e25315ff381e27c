package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import java.time.Instant;

/** Where to, and how to authenticate there; checked as far as that is possible without asking. */
record Destination(Location location, Credentials credentials) {
  Destination {
    requireNonNull(location, "location is null");
    requireNonNull(credentials, "credentials is null");
  }

  /** Whether events may go there without a proof of the tenant's that the place is its own. */
  boolean confirmed() {
    return credentials.proof().isEmpty();
  }

  /**
   * What a draft becomes when this is its destination.
   *
   * @param found by a test of it
   */
  StorageIntegration complete(IntegrationDraft draft, Finding found, Instant now) {
    return new StorageIntegration(
        draft.id(),
        draft.tenant(),
        draft.name().orElse(location.toString()),
        found.learned(),
        credentials.authentication(),
        confirmed(),
        draft.externalId(),
        found.test(),
        1,
        draft.createdAt(),
        now);
  }
}
