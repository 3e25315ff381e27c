package dev.waybill.server.graphql;

import dev.waybill.integration.StorageIntegration;

/** The schema's {@code StorageIntegration}. */
record StorageIntegrationNode(
    String id,
    String name,
    String externalId,
    String connectionStatus,
    ConnectionTestNode connectionTest,
    EndpointConfiguration endpointConfiguration,
    long revision,
    String createdAt,
    String updatedAt) {
  static StorageIntegrationNode of(StorageIntegration integration) {
    return new StorageIntegrationNode(
        integration.id().toString(),
        integration.name(),
        integration.externalId().toString(),
        integration.lastTest().status(),
        ConnectionTestNode.of(integration.lastTest()),
        EndpointConfiguration.of(integration),
        integration.revision(),
        integration.createdAt().toString(),
        integration.updatedAt().toString());
  }
}
