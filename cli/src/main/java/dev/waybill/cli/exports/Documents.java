package dev.waybill.cli.exports;

import tools.jackson.databind.JsonNode;

/** The GraphQL documents that the commands send. */
final class Documents {
  /** What is shown of a destination. */
  static final String ENDPOINT =
      """
      {
          __typename
          ... on S3AccessKeyEndpointConfiguration {
            bucket path region endpoint pathStyle
            encryption kmsKeyId bucketKey expectedBucketOwner bucketOwnerFullControl
            accessKeys { accessKeyId addedAt ageDays current }
            conditionalPuts checksum
          }
          ... on S3AssumedRoleEndpointConfiguration {
            bucket path region endpoint pathStyle
            encryption kmsKeyId bucketKey expectedBucketOwner bucketOwnerFullControl
            conditionalPuts checksum roleArn
          }
          ... on AdlsSasTokenEndpointConfiguration {
            storageAccount fileSystem path sasExpiresAt sasPermissions
          }
          ... on AdlsEntraAppEndpointConfiguration {
            storageAccount fileSystem path entraTenantId applicationName consentUrl confirmed
          }
          ... on GcsEndpointConfiguration { bucket path serviceAccount confirmed }
          ... on GcsServiceAccountKeyEndpointConfiguration {
            bucket path clientEmail privateKeyId
          }
          ... on DirectoryEndpointConfiguration { root path }
        }\
      """;

  /** What is shown of a configuration. */
  private static final String CONFIGURATION =
      """
      { __typename id name interval enabled connectionStatus storageIntegrationId externalId
        endpointConfiguration %s
        eventKinds eventCategories compression layout serviceFields startFrom revision warnings
        deliveredThrough { position time } lag nextJobAt lastSuccessAt consecutiveFailures
        nextAttemptAt signingKeyId createdAt updatedAt }\
      """
          .formatted(ENDPOINT);

  private static final String JOB =
      """
      { __typename id sequence status scheduledAt from through eventCount
        objects { key events storedBytes } failure { fault stage code message advice } }\
      """;

  private Documents() {}

  /** What the answer to a document with one field holds in it. */
  static JsonNode result(JsonNode envelope) {
    return envelope.path("data").iterator().next();
  }

  /** A mutation with one argument {@code data}. */
  static String change(String mutation, String inputType) {
    return "mutation($data: %s!) { %s(data: $data) %s }"
        .formatted(inputType, mutation, CONFIGURATION);
  }

  /** A mutation of one configuration, by its id. */
  static String act(String mutation) {
    return "mutation($id: ID!) { %s(id: $id) %s }".formatted(mutation, CONFIGURATION);
  }

  static String run() {
    return "mutation($id: ID!) { runExportConfiguration(id: $id) %s }".formatted(JOB);
  }

  static String list() {
    return "query { getAllExportConfigurations %s }".formatted(CONFIGURATION);
  }

  static String get() {
    return "query($id: ID!) { exportConfiguration(id: $id) %s }".formatted(CONFIGURATION);
  }

  /** Where an export goes, and nothing else. */
  static String endpoint() {
    return "query($id: ID!) { exportConfiguration(id: $id) { endpointConfiguration %s } }"
        .formatted(ENDPOINT);
  }

  static String job() {
    return "query($id: ID!) { exportJob(id: $id) %s }".formatted(JOB);
  }

  static String jobs() {
    return """
    query($configurationId: ID!, $first: Int, $after: String) {
      exportJobs(configurationId: $configurationId, first: $first, after: $after) {
        nodes %s pageInfo { hasNextPage endCursor } } }\
    """
        .formatted(JOB);
  }
}
