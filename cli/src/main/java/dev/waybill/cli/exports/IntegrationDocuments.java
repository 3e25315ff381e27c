package dev.waybill.cli.exports;

/** The GraphQL documents about storage integrations. */
final class IntegrationDocuments {
  private static final String INTEGRATION =
      """
      { __typename id name draft externalId connectionStatus
        connectionTest { status code stage message advice testedAt }
        endpointConfiguration %s linkedExports { id name enabled }
        revision createdAt updatedAt }"""
          .formatted(Documents.ENDPOINT);

  private IntegrationDocuments() {}

  static String create() {
    return """
        mutation($data: CreateStorageIntegrationInput!) {
          createStorageIntegration(data: $data) %s }"""
        .formatted(INTEGRATION);
  }

  static String list() {
    return "query { storageIntegrations %s }".formatted(INTEGRATION);
  }

  static String update() {
    return """
        mutation($id: ID!, $data: StorageIntegrationDestinationInput!,
            $linkedExports: LinkedExportsAtUpdate!) {
          updateStorageIntegrationDestination(id: $id, data: $data, linkedExports: $linkedExports)
            %s }"""
        .formatted(INTEGRATION);
  }

  static String confirm() {
    return """
        mutation($id: ID!, $token: String!) { confirmDestination(id: $id, token: $token) %s }"""
        .formatted(INTEGRATION);
  }

  static String delete() {
    return """
        mutation($id: ID!, $linkedExports: LinkedExportsAtDeletion!) {
          deleteStorageIntegration(id: $id, linkedExports: $linkedExports) %s }"""
        .formatted(INTEGRATION);
  }
}
