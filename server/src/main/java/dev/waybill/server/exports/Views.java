package dev.waybill.server.exports;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.storage.Location;
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

  static ExportView tested(ExportView view, Finding found) {
    return new ExportView(view.configuration(), tested(view.integration(), found));
  }

  static StorageIntegration tested(StorageIntegration integration, Finding found) {
    return tested(integration, found.learned(), found.test());
  }

  static StorageIntegration tested(
      StorageIntegration integration, Map<IntegrationId, ConnectionTest> tests) {
    return tested(
        integration,
        integration.location(),
        tests.getOrDefault(integration.id(), integration.lastTest()));
  }

  static StorageIntegration tested(
      StorageIntegration integration, Location learned, ConnectionTest test) {
    return new StorageIntegration(
        integration.id(),
        integration.tenant(),
        integration.name(),
        learned,
        integration.role(),
        integration.externalId(),
        test,
        integration.revision(),
        integration.createdAt(),
        integration.updatedAt());
  }
}
