package dev.waybill.cli.exports;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A kind of destination, with the mutations that create and update exports to it. */
enum Destination {
  S3_ACCESS_KEY("S3AccessKey", "S3AccessKeyEndpointConfiguration"),
  S3_ASSUMED_ROLE("S3AssumedRole", "S3AssumedRoleEndpointConfiguration"),
  ADLS_SAS_TOKEN("AdlsSasToken", "AdlsSasTokenEndpointConfiguration"),
  ADLS_ENTRA_APP("AdlsEntraApp", "AdlsEntraAppEndpointConfiguration"),
  GCS("Gcs", "GcsEndpointConfiguration"),
  GCS_SERVICE_ACCOUNT_KEY("GcsServiceAccountKey", "GcsServiceAccountKeyEndpointConfiguration"),
  DIRECTORY("Directory", "DirectoryEndpointConfiguration");

  private static final Set<String> FIELDS =
      Set.of(
          "bucket",
          "path",
          "destination",
          "region",
          "endpoint",
          "pathStyle",
          "encryption",
          "kmsKeyId",
          "bucketKey",
          "expectedBucketOwner",
          "bucketOwnerFullControl",
          "accessKeyId",
          "secretAccessKey",
          "roleArn",
          "storageAccount",
          "fileSystem",
          "sasToken",
          "entraTenantId",
          "serviceAccountKey",
          "root");

  private final String word;
  private final String endpointType;

  Destination(String word, String endpointType) {
    this.word = word;
    this.endpointType = endpointType;
  }

  /** Whether an update changes the destination, not only the export. */
  static boolean isChangedBy(JsonNode data) {
    return data.properties().stream().map(Map.Entry::getKey).anyMatch(FIELDS::contains);
  }

  String createDocument() {
    return Documents.change(
        "create" + word + "ExportConfiguration", "Create" + word + "ExportConfigurationInput");
  }

  String updateDocument() {
    return Documents.change(
        "update" + word + "ExportConfiguration", "Update" + word + "ExportConfigurationInput");
  }

  /** Whether it is the one whose endpoint has this GraphQL type. */
  boolean hasEndpointType(String type) {
    return endpointType.equals(type);
  }
}
