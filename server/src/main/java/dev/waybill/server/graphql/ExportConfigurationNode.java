package dev.waybill.server.graphql;

import dev.waybill.event.EventKind;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Interval;
import dev.waybill.export.Layout;
import dev.waybill.format.Compression;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.ExportView;
import java.util.List;

/** The schema's {@code ExportConfiguration}, but for what is looked up only if asked for. */
record ExportConfigurationNode(
    String id,
    String name,
    Interval interval,
    boolean enabled,
    String connectionStatus,
    ConnectionTestNode connectionTest,
    String storageIntegrationId,
    String externalId,
    EndpointConfiguration endpointConfiguration,
    List<EventKind> eventKinds,
    List<String> eventCategories,
    String format,
    Compression compression,
    Layout layout,
    boolean serviceFields,
    String startFrom,
    long revision,
    String createdAt,
    String updatedAt,
    ExportConfiguration configuration) {
  static ExportConfigurationNode of(ExportView view) {
    ExportConfiguration export = view.configuration();
    StorageIntegration integration = view.integration();
    return new ExportConfigurationNode(
        export.id().toString(),
        export.name(),
        export.interval(),
        export.enabled(),
        integration.lastTest().status(),
        ConnectionTestNode.of(integration.lastTest()),
        integration.id().toString(),
        integration.externalId().toString(),
        EndpointConfiguration.of(integration),
        export.selection().kinds().stream().sorted().toList(),
        export.selection().categories().stream().sorted().toList(),
        "NDJSON",
        export.output().compression(),
        export.output().layout(),
        export.output().serviceFields(),
        export.startFrom(),
        export.revision(),
        export.createdAt().toString(),
        export.updatedAt().toString(),
        export);
  }
}
