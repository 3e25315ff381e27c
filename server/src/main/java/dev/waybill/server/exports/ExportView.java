package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.integration.StorageIntegration;

/** An export configuration together with its storage integration. */
public record ExportView(ExportConfiguration configuration, StorageIntegration integration) {
  public ExportView {
    requireNonNull(configuration, "configuration is null");
    requireNonNull(integration, "integration is null");
  }
}
