package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.storage.PlaceProof;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a tenant's proof that a place is its own: the token of the object that a connection test
 * has put there.
 */
public final class PlaceConfirmation {
  private final StorageIntegrations integrations;
  private final ExportConfigurations configurations;
  private final ConnectionTests tests;
  private final TimeSource time;

  public PlaceConfirmation(
      StorageIntegrations integrations,
      ExportConfigurations configurations,
      ConnectionTests tests,
      TimeSource time) {
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.configurations = requireNonNull(configurations, "configurations is null");
    this.tests = requireNonNull(tests, "tests is null");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * Confirms the place of a storage integration, and tests the connection: success lets blocked
   * jobs try again now. To confirm it again is as good.
   *
   * @param id of the storage integration, or of an export that uses it
   * @throws InvalidInput if the token is not that of this place, or none is needed
   * @throws Refused if there is no such integration, or its place cannot be this tenant's
   */
  public IntegrationView confirm(TenantId tenant, UUID id, String token) {
    StorageIntegration asked = find(tenant, id);
    PlaceProof proof =
        integrations
            .credentials(tenant, asked.id())
            .orElseThrow(PlaceConfirmation::notFound)
            .proof()
            .orElseThrow(PlaceConfirmation::needless);
    if (!proof.isToken(token, asked.location())) {
      throw new InvalidInput(
          "token",
          "This is not the token of "
              + asked.location()
              + ": give the text of the object "
              + asked.location().path().resolve(proof.key())
              + " there, which a connection test puts. If this integration has led there before and"
              + " come back, delete the object and test the connection, which puts a new one.");
    }
    return switch (integrations.confirm(tenant, asked.id(), asked.revision(), time.now())) {
      case DONE -> tested(tenant, asked.id());
      case TAKEN -> throw Refused.conflict("id", asked.location() + " belongs to another tenant.");
      case CHANGED ->
          throw Refused.conflict(
              "id", "The storage integration was changed in the meantime: read it, and try again.");
    };
  }

  private IntegrationView tested(TenantId tenant, IntegrationId id) {
    StorageIntegration confirmed =
        integrations.find(tenant, id).orElseThrow(PlaceConfirmation::notFound);
    Finding found = tests.test(confirmed);
    return new IntegrationView.Complete(Views.tested(confirmed, found));
  }

  private StorageIntegration find(TenantId tenant, UUID id) {
    IntegrationId integration = new IntegrationId(id);
    Optional<StorageIntegration> found = integrations.find(tenant, integration);
    if (found.isEmpty() && integrations.draft(tenant, integration).isPresent()) {
      throw Refused.conflict(
          "id",
          "The storage integration is a draft: give its destination with"
              + " updateStorageIntegrationDestination first.");
    }
    return found
        .or(
            () ->
                configurations
                    .find(tenant, new ConfigurationId(id))
                    .map(export -> Views.of(export, configurations, integrations))
                    .map(view -> Views.attached("id", view).integration()))
        .orElseThrow(PlaceConfirmation::notFound);
  }

  private static Refused notFound() {
    return Refused.notFound("id", "storage integration or export configuration");
  }

  private static InvalidInput needless() {
    return new InvalidInput(
        "id",
        "This destination needs no confirmation: only those that the service reaches by an identity"
            + " that it has for all tenants do.");
  }
}
