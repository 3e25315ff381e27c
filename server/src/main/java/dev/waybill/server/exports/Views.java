package dev.waybill.server.exports;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import java.util.Map;

/** Puts together what is shown as one. */
final class Views {
  private Views() {}

  static ExportView of(ExportConfiguration configuration, StorageIntegrations integrations) {
    return new ExportView(
        configuration,
        integrations
            .find(configuration.tenant(), configuration.integration())
            .orElseThrow(() -> Refused.notFound("id", "export configuration")));
  }

  static ExportView tested(ExportView view, ConnectionTest test) {
    return new ExportView(view.configuration(), tested(view.integration(), test));
  }

  static StorageIntegration tested(
      StorageIntegration integration, Map<IntegrationId, ConnectionTest> tests) {
    return tested(integration, tests.getOrDefault(integration.id(), integration.lastTest()));
  }

  static StorageIntegration tested(StorageIntegration integration, ConnectionTest test) {
    return new StorageIntegration(
        integration.id(),
        integration.tenant(),
        integration.name(),
        integration.location(),
        integration.role(),
        integration.externalId(),
        test,
        integration.revision(),
        integration.createdAt(),
        integration.updatedAt());
  }
}
