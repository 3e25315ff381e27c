package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.IntegrationView;
import java.util.Optional;

/** The schema's {@code StorageIntegration}, but for its exports. */
record StorageIntegrationNode(
    String id,
    String name,
    boolean draft,
    String externalId,
    String connectionStatus,
    Optional<ConnectionTestNode> connectionTest,
    Optional<EndpointConfiguration> endpointConfiguration,
    long revision,
    String createdAt,
    String updatedAt,
    Optional<StorageIntegration> integration) {
  private static final String DRAFT_STATUS =
      "This is a draft: set up what lets the service in, such as a role that demands its externalId"
          + " (setupInstructions says how), then give the destination with updateStorageIntegrationDestination.";

  static StorageIntegrationNode of(IntegrationView view) {
    return switch (view) {
      case IntegrationView.Draft(IntegrationDraft draft) -> of(draft);
      case IntegrationView.Complete(StorageIntegration integration) -> of(integration);
    };
  }

  private static StorageIntegrationNode of(IntegrationDraft draft) {
    return new StorageIntegrationNode(
        draft.id().toString(),
        draft.name().orElse("Draft"),
        true,
        draft.externalId().toString(),
        DRAFT_STATUS,
        Optional.empty(),
        Optional.empty(),
        0,
        draft.createdAt().toString(),
        draft.createdAt().toString(),
        Optional.empty());
  }

  private static StorageIntegrationNode of(StorageIntegration integration) {
    return new StorageIntegrationNode(
        integration.id().toString(),
        integration.name(),
        false,
        integration.externalId().toString(),
        integration.lastTest().status(),
        Optional.of(ConnectionTestNode.of(integration.lastTest())),
        Optional.of(EndpointConfiguration.of(integration)),
        integration.revision(),
        integration.createdAt().toString(),
        integration.updatedAt().toString(),
        Optional.of(integration));
  }
}
