package dev.waybill.server.isolation;

import dev.waybill.server.testing.GoogleKeyText;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How each GraphQL field is called with what is another tenant's.
 *
 * <p>Of a query or mutation: its arguments, in which {@code {configuration}} and the like become
 * ids of the other tenant, and once more ids that nobody has; {@code {own}} is the caller's export.
 * A line for each way to name something; {@code own} if nothing is named, with the arguments that
 * it takes nevertheless; {@code new} before the arguments of what creates something of the caller's
 * own, which is called under the other tenant's idempotency key. In this order a tenant can also
 * call them all with what is its own.
 */
final class GraphQlListing {
  private static final String OPERATIONS =
      """
      Query.getAllExportConfigurations  own
      Query.storageIntegrations         own
      Query.storageIntegration          (id: "{integration}")
      Query.storageIntegration          (id: "{draft}")
      Query.apiKeys                     own
      Query.notificationRecipients      own
      Query.webhookEndpoints            own
      Query.exportConfiguration         (id: "{configuration}")
      Query.exportConfiguration         (id: "{s3Configuration}")
      Query.exportJobs                  (configurationId: "{configuration}")
      Query.exportJobs                  (configurationId: "{configuration}" after: "{configuration}:9")
      Query.exportJobs                  (configurationId: "{own}" after: "{configuration}:9")
      Query.exportJobs                  (configurationId: "{own}" after: "{backfill}:9")
      Query.exportJob                   (id: "{job}")
      Query.getAllExportJobTasks        (exportJobId: "{job}")
      Query.exportBackfills             (configurationId: "{configuration}")
      Query.exportBackfills             (configurationId: "{own}" after: "{backfill}")
      Query.exportBackfill              (id: "{backfill}")
      Query.exportBackfillJobs          (backfillId: "{backfill}")
      Query.exportBackfillJobs          (backfillId: "{ownBackfill}" after: "{backfill}:9")
      Query.exportBackfillJobs          (backfillId: "{ownBackfill}" after: "{configuration}:9")
      Query.deliveredByHour             own (from: "2026-01-01T00:00:00Z" to: "2026-01-02T00:00:00Z")
      Query.acceptedByHour              own (from: "2026-01-01T00:00:00Z" to: "2026-01-02T00:00:00Z")
      Query.deliveredByHour             (configurationId: "{configuration}" from: "2026-01-01T00:00:00Z" to: "2026-01-02T00:00:00Z")
      Query.redelivery                  (id: "{redelivery}")
      Query.redeliveries                (configurationId: "{configuration}")
      Query.redeliveries                (configurationId: "{own}" after: "{redelivery}")
      Query.setupInstructions           (data: { destination: "s3://bucket/p" configurationId: "{s3Configuration}" })
      Query.setupInstructions           (data: { destination: "s3://bucket/p" storageIntegrationId: "{integration}" })
      Query.setupInstructions           (data: { destination: "s3://bucket/p" storageIntegrationId: "{draft}" })
      Query.azureSetupInstructions      (data: { destination: "azure://account.blob.core.windows.net/container" configurationId: "{s3Configuration}" })
      Query.azureSetupInstructions      (data: { destination: "azure://account.blob.core.windows.net/container" storageIntegrationId: "{integration}" })
      Query.azureSetupInstructions      (data: { destination: "azure://account.blob.core.windows.net/container" storageIntegrationId: "{draft}" })
      Query.gcsSetupInstructions        (data: { destination: "gs://bucket/p" configurationId: "{s3Configuration}" })
      Query.gcsSetupInstructions        (data: { destination: "gs://bucket/p" storageIntegrationId: "{integration}" })
      Query.gcsSetupInstructions        (data: { destination: "gs://bucket/p" storageIntegrationId: "{draft}" })
      Mutation.updateS3AccessKeyExportConfiguration    (data: { id: "{s3Configuration}" interval: EVERY_HOUR })
      Mutation.updateS3AssumedRoleExportConfiguration  (data: { id: "{s3Configuration}" interval: EVERY_HOUR })
      Mutation.updateAdlsSasTokenExportConfiguration   (data: { id: "{s3Configuration}" interval: EVERY_HOUR })
      Mutation.updateAdlsEntraAppExportConfiguration   (data: { id: "{s3Configuration}" interval: EVERY_HOUR })
      Mutation.updateGcsExportConfiguration            (data: { id: "{s3Configuration}" interval: EVERY_HOUR })
      Mutation.updateGcsServiceAccountKeyExportConfiguration  (data: { id: "{s3Configuration}" interval: EVERY_HOUR })
      Mutation.confirmDestination         (id: "{configuration}" token: "t")
      Mutation.confirmDestination         (id: "{integration}" token: "t")
      Mutation.confirmDestination         (id: "{draft}" token: "t")
      Mutation.updateDirectoryExportConfiguration      (data: { id: "{configuration}" interval: EVERY_HOUR })
      Mutation.updateExportConfiguration  (data: { id: "{configuration}" interval: EVERY_HOUR })
      Mutation.updateExportConfiguration  (data: { id: "{own}" storageIntegrationId: "{integration}" })
      Mutation.updateExportConfiguration  (data: { id: "{own}" storageIntegrationId: "{draft}" })
      Mutation.createExportConfiguration  (data: { storageIntegrationId: "{integration}" interval: EVERY_HOUR })
      Mutation.createExportConfiguration  (data: { storageIntegrationId: "{draft}" interval: EVERY_HOUR })
      Mutation.enableExportConfiguration  (id: "{s3Configuration}")
      Mutation.disableExportConfiguration (id: "{configuration}")
      Mutation.testExportConfiguration    (id: "{configuration}")
      Mutation.runExportConfiguration     (id: "{configuration}")
      Mutation.backfill                   (configurationId: "{configuration}" from: "2026-01-01T00:00:00Z" to: "2026-01-02T00:00:00Z" prefix: "q")
      Mutation.cancelBackfill             (id: "{backfill}")
      Mutation.redeliver                  (configurationId: "{configuration}" fromSequence: 1 toSequence: 1)
      Mutation.redeliver                  (configurationId: "{own}" stream: "{configuration}" fromSequence: 1 toSequence: 1)
      Mutation.cancelRedelivery           (id: "{redelivery}")
      Mutation.updateStorageIntegrationDestination  (id: "{integration}" data: { s3AccessKey: { path: "q" } })
      Mutation.updateStorageIntegrationDestination  (id: "{draft}" data: { directory: { root: "{root}" } })
      Mutation.createDirectoryExportConfiguration      new (data: { interval: EVERY_24_HOURS root: "{root}" path: "shared" enabled: false })
      Mutation.createExportConfiguration               new (data: { storageIntegrationId: "{ownIntegration}" interval: EVERY_24_HOURS enabled: false })
      Mutation.createS3AccessKeyExportConfiguration    new (data: { interval: EVERY_24_HOURS bucket: "no-such-bucket" region: "us-east-1" accessKeyId: "AK" secretAccessKey: "SK" enabled: false })
      Mutation.createS3AssumedRoleExportConfiguration  new (data: { interval: EVERY_24_HOURS bucket: "no-such-bucket" region: "us-east-1" roleArn: "arn:aws:iam::111122223333:role/r" enabled: false })
      Mutation.createAdlsSasTokenExportConfiguration   new (data: { interval: EVERY_24_HOURS storageAccount: "nobodys" fileSystem: "audit" sasToken: "sv=2024-11-04&sp=cw&sig=s" enabled: false })
      Mutation.createAdlsSasTokenEndpointConfiguration  new (data: { interval: EVERY_24_HOURS storageAccount: "nobodys" fileSystem: "audit" sasToken: "sv=2024-11-04&sp=cw&sig=s" enabled: false })
      Mutation.createAdlsEntraAppExportConfiguration   new (data: { interval: EVERY_24_HOURS storageAccount: "nobodys" fileSystem: "audit" entraTenantId: "0f1d6b0c-7a52-4e0f-8a43-2f5a1c0d9e11" enabled: false })
      Mutation.createGcsExportConfiguration            new (data: { interval: EVERY_24_HOURS bucket: "no-such-bucket" enabled: false })
      Mutation.createGcsServiceAccountKeyExportConfiguration  new (data: { interval: EVERY_24_HOURS bucket: "no-such-bucket" serviceAccountKey: {serviceAccountKey} enabled: false })
      Mutation.createStorageIntegration                new (data: { draft: true })
      Mutation.createApiKey                            new (data: { name: "k" permissions: [AUDIT] })
      Mutation.rotateApiKey               (id: "{keyId}")
      Mutation.revokeApiKey               (id: "{keyId}")
      Mutation.createWebhookEndpoint      new (data: { url: "https://hooks.example.com/" types: ["quota.reached"] })
      Mutation.setNotificationRecipients  (addresses: ["nobody@example.com"])
      Mutation.updateWebhookEndpoint      (data: { id: "{webhook}" enabled: true })
      Mutation.testWebhookEndpoint        (id: "{webhook}")
      Mutation.rotateWebhookSecret        (id: "{webhook}")
      Mutation.deleteWebhookEndpoint      (id: "{webhook}")
      Mutation.deleteExportConfiguration  (id: "{s3Configuration}")
      Mutation.deleteStorageIntegration   (id: "{integration}" linkedExports: DELETE)
      Mutation.deleteStorageIntegration   (id: "{draft}")
      """;

  private static final GoogleKeyText KEY =
      new GoogleKeyText("writer@nobodys.iam.gserviceaccount.com", "1a2b");

  /** What is shown of what the queries and mutations find: it is found by them alone. */
  private static final String FOUND =
      """
      ExportConfiguration: id name interval enabled connectionStatus connectionTest storageIntegrationId externalId endpointConfiguration
      ExportConfiguration: eventKinds eventCategories format compression layout serviceFields startFrom revision createdAt updatedAt warnings
      ExportConfiguration: deliveredThrough lag nextJobAt lastSuccessAt consecutiveFailures nextAttemptAt signingKeyId
      ExportConfiguration: retentionWarning undeliveredExpireAt
      DeliveredThrough: position time
      S3AccessKeyEndpointConfiguration: bucket path region endpoint pathStyle encryption kmsKeyId bucketKey expectedBucketOwner
      S3AccessKeyEndpointConfiguration: bucketOwnerFullControl conditionalPuts checksum accessKeys
      HeldAccessKey: accessKeyId addedAt ageDays current
      S3AssumedRoleEndpointConfiguration: bucket path region endpoint pathStyle encryption kmsKeyId bucketKey expectedBucketOwner
      S3AssumedRoleEndpointConfiguration: bucketOwnerFullControl conditionalPuts checksum roleArn principal
      AdlsSasTokenEndpointConfiguration: storageAccount fileSystem path sasExpiresAt sasPermissions
      AdlsEntraAppEndpointConfiguration: storageAccount fileSystem path entraTenantId applicationName consentUrl confirmed
      GcsEndpointConfiguration: bucket path serviceAccount confirmed
      GcsServiceAccountKeyEndpointConfiguration: bucket path clientEmail privateKeyId
      DirectoryEndpointConfiguration: root path
      StorageIntegration: id name draft externalId connectionStatus connectionTest endpointConfiguration linkedExports revision createdAt updatedAt
      ConnectionTest: status code stage message advice testedAt
      ExportJobPage: nodes pageInfo
      PageInfo: hasNextPage endCursor
      ExportJob: id stream sequence status scheduledAt from through eventCount suppressedCount expiredCount objects uncommittedObjects failure
      ExportObject: key events storedBytes
      DeliveredHour: hour events storedBytes
      AcceptedHour: hour events
      ExportFailure: fault stage code message advice
      ExportJobTask: id startTimestamp endTimestamp attempts offset limit status failureReason
      ExportBackfillPage: nodes pageInfo
      ExportBackfill: id configurationId status from to prefix events bytes percent failure nextAttemptAt createdAt finishedAt
      BackfillProgress: done total
      RedeliveryPage: nodes pageInfo
      Redelivery: id configurationId fromSequence toSequence status progress failure nextAttemptAt createdAt finishedAt
      RedeliveryProgress: jobs jobsTotal objectsPut objectsPresent
      ApiKey: id name permissions prefix createdAt expiresAt lastUsedAt
      CreatedApiKey: key secret
      RotatedApiKey: key secret replaced
      WebhookEndpoint: id url types enabled disabledReason createdAt updatedAt
      WebhookEndpointSecret: endpoint secret
      SetupInstructions: principal externalId signingKeyId egressAddresses kmsKeyArn bucketOwnerFullControl roleName roleNamePrefix
      SetupInstructions: permissionPolicy trustPolicy bucketPolicyStatements bucketPolicyWarning keyPolicyStatement script
      SetupInstructions: cloudFormation terraform notes
      AzureSetupInstructions: authentication applicationId applicationName consentUrl entraTenantId egressAddresses
      AzureSetupInstructions: roleDefinition roleAssignment script terraform notes
      GcsSetupInstructions: authentication serviceAccount egressAddresses customRole bindings script terraform notes
      """;

  /**
   * A way to call a query or mutation.
   *
   * @param names whether it names something of the other tenant
   */
  record Operation(String type, String field, String arguments, boolean creates, boolean names) {
    private static Operation parse(String line) {
      String[] parts = line.split("\\s+", 2);
      String[] name = parts[0].split("\\.", 2);
      boolean creates = parts[1].startsWith("new ");
      boolean names = !creates && !parts[1].startsWith("own");
      String arguments = parts[1].replaceFirst("^(own|new )", "");
      return new Operation(name[0], name[1], arguments, creates, names);
    }

    boolean isMutation() {
      return type.equals("Mutation");
    }

    /** What it is asked for of what it creates. */
    String created() {
      return switch (field) {
        case "createApiKey" -> " { key { id } }";
        case "createWebhookEndpoint" -> " { endpoint { id } }";
        default -> " { id }";
      };
    }

    /** With everything that can be selected of what it finds. */
    String document(GraphQLSchema schema) {
      var root = schema.getObjectType(type);
      String selection = creates ? created() : selection(root.getField(field).getType());
      return (isMutation() ? "mutation { " : "query { ") + field + arguments + selection + " }";
    }
  }

  private GraphQlListing() {}

  static List<Operation> operations() {
    return OPERATIONS
        .replace("{serviceAccountKey}", KEY.quoted())
        .lines()
        .map(Operation::parse)
        .toList();
  }

  /** Such as {@code Query.exportJob} and {@code ExportJob.id}. */
  static Set<String> listed() {
    return Stream.concat(
            operations().stream().map(it -> it.type() + "." + it.field()),
            FOUND
                .lines()
                .flatMap(
                    line -> {
                      String[] parts = line.split(": ", 2);
                      return Stream.of(parts[1].split(" ")).map(field -> parts[0] + "." + field);
                    }))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same from the schema. */
  static Set<String> existing(GraphQLSchema schema) {
    return schema.getAllTypesAsList().stream()
        .filter(GraphQLObjectType.class::isInstance)
        .map(GraphQLObjectType.class::cast)
        .filter(type -> !type.getName().startsWith("__"))
        .flatMap(
            type ->
                type.getFieldDefinitions().stream()
                    .map(field -> type.getName() + "." + field.getName()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String selection(GraphQLOutputType of) {
    return switch (GraphQLTypeUtil.unwrapAll(of)) {
      case GraphQLObjectType object -> " {" + fields(object) + " }";
      case GraphQLUnionType union ->
          union.getTypes().stream()
              .map(GraphQLNamedType.class::cast)
              .map(
                  type ->
                      " ... on " + type.getName() + " {" + fields((GraphQLObjectType) type) + " }")
              .collect(Collectors.joining("", " { __typename", " }"));
      default -> "";
    };
  }

  private static String fields(GraphQLObjectType object) {
    return object.getFieldDefinitions().stream()
        .map(field -> " " + field.getName() + within(field))
        .collect(Collectors.joining());
  }

  /** Exports within all integrations are too much for one request, and found by themselves. */
  private static String within(GraphQLFieldDefinition field) {
    return field.getName().equals("linkedExports")
        ? " { id name enabled }"
        : selection(field.getType());
  }
}
