package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Redirection;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import java.time.Instant;
import java.util.Optional;

/** Gives integrations another destination, if they are still as they were read. */
final class Redirections {
  private final IntegrationRows integrations;

  Redirections(IntegrationRows integrations) {
    this.integrations = requireNonNull(integrations, "integrations is null");
  }

  /**
   * Why a change can no longer be made; empty if it can.
   *
   * @param stored the integration as it is now
   */
  Optional<String> refusal(Transaction tx, Redirection change, StorageIntegration stored) {
    boolean asRead =
        stored.revision() == change.before().revision()
            && (!change.exchangesCredentials() || holds(tx, stored, change.known()));
    return asRead
        ? Optional.empty()
        : Optional.of(
            "The storage integration was changed in the meantime: read it again and repeat the"
                + " change.");
  }

  /** A test may have let go of the access key before the current one, at the same revision. */
  private boolean holds(Transaction tx, StorageIntegration stored, Credentials known) {
    return integrations
        .credentials()
        .find(tx, stored.tenant(), stored.id())
        .filter(known::equals)
        .isPresent();
  }

  void apply(Transaction tx, Redirection change, Instant now) {
    if (change.relocates()) {
      integrations.relocate(tx, change.before(), change.location(), now);
    }
    if (change.exchangesCredentials()) {
      integrations.credentials().store(tx, change.before(), change.credentials(), now);
    }
    if (!change.changesNothing()) {
      IntegrationNews.redirected(tx, change);
    }
  }
}
