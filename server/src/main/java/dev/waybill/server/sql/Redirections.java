package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Redirection;
import dev.waybill.integration.StorageIntegration;
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
  Optional<String> refusal(Redirection change, StorageIntegration stored) {
    return stored.revision() == change.before().revision()
        ? Optional.empty()
        : Optional.of(
            "The storage integration was changed in the meantime: read it again and repeat the"
                + " change.");
  }

  void apply(Transaction tx, Redirection change, Instant now) {
    if (change.relocates()) {
      integrations.relocate(tx, change.before(), change.location(), now);
    }
    if (change.exchangesCredentials()) {
      integrations.storeCredentials(tx, change.before(), change.credentials(), now);
    }
  }
}
