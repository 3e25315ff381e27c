package dev.waybill.server.exports;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import java.util.Map;
import java.util.Optional;

/** Puts together what is shown as one. */
final class Views {
  private Views() {}

  /**
   * An export with its integration, be that deleted. One that was attached elsewhere since it was
   * read, which may have deleted the integration it had, is read again; empty if it is deleted
   * itself.
   */
  static Optional<ExportView> find(
      ExportConfiguration read,
      ExportConfigurations configurations,
      StorageIntegrations integrations) {
    Optional<ExportConfiguration> current = Optional.of(read);
    while (current.isPresent()) {
      ExportConfiguration configuration = current.get();
      Optional<StorageIntegration> integration =
          integrations
              .find(configuration.tenant(), configuration.integration())
              .or(
                  () ->
                      integrations.deletedInUse(
                          configuration.tenant(), configuration.integration()));
      if (integration.isPresent()) {
        return Optional.of(new ExportView(configuration, integration.get()));
      }
      current =
          configurations
              .find(configuration.tenant(), configuration.id())
              .filter(now -> !now.integration().equals(configuration.integration()));
    }
    return Optional.empty();
  }

  /**
   * As {@link #find}.
   *
   * @throws Refused if it is deleted
   */
  static ExportView of(
      ExportConfiguration read,
      ExportConfigurations configurations,
      StorageIntegrations integrations) {
    return find(read, configurations, integrations)
        .orElseThrow(() -> Refused.notFound("id", "export configuration"));
  }

  /**
   * The same export.
   *
   * @param field of the request that names it
   * @throws Refused if it is detached: its integration was deleted
   */
  static ExportView attached(String field, ExportView view) {
    if (DeletedIntegration.is(view.integration())) {
      throw Refused.conflict(field, DeletedIntegration.STATUS);
    }
    return view;
  }

  static ExportView tested(ExportView view, Finding found) {
    return new ExportView(view.configuration(), tested(view.integration(), found));
  }

  static StorageIntegration tested(StorageIntegration integration, Finding found) {
    return integration.tested(found.learned(), found.test());
  }

  static StorageIntegration tested(
      StorageIntegration integration, Map<IntegrationId, ConnectionTest> tests) {
    return integration.tested(
        integration.location(), tests.getOrDefault(integration.id(), integration.lastTest()));
  }
}
