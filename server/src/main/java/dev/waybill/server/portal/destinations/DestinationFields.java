package dev.waybill.server.portal.destinations;

import dev.waybill.server.exports.DestinationKind;
import java.util.List;

/** Which fields the forms about destinations have. */
final class DestinationFields {
  private static final FormField PATH =
      FormField.optional(
          "path", "Folder", "Everything is written below it, such as audit/waybill.");

  private DestinationFields() {}

  /** Those that say where, and what the documents need. */
  static List<FormField> place(DestinationKind kind, List<String> roots) {
    return switch (kind) {
      case S3_ASSUMED_ROLE ->
          List.of(
              bucket(),
              PATH,
              region(),
              FormField.forSetup("roleName", "Name of the role", "As you want to call it in IAM."),
              FormField.forSetup(
                  "accountId",
                  "Account id of the role",
                  "Twelve digits. With it, the documents name the role where that is needed."),
              kmsKey());
      case S3_ACCESS_KEY ->
          List.of(
              bucket(),
              PATH,
              region(),
              FormField.optional(
                  "endpoint",
                  "Endpoint",
                  "Of an S3-compatible store, such as https://s3.example.com. Leave it empty for the"
                      + " usual one."),
              kmsKey());
      case ADLS_SAS_TOKEN -> List.of(account(), container(), PATH);
      case ADLS_ENTRA_APP ->
          List.of(
              account(),
              container(),
              PATH,
              FormField.required(
                  "entraTenantId",
                  "Directory (tenant) id",
                  "The UUID of your directory in Microsoft Entra ID."));
      case GCS, GCS_SERVICE_ACCOUNT_KEY ->
          List.of(
              bucket(),
              PATH,
              FormField.forSetup("project", "Project id", "Of the bucket, for the documents."));
      case DIRECTORY ->
          List.of(
              FormField.choice(
                  "root", "Folder of the service", "Your tenant has its own in it.", roots),
              PATH);
    };
  }

  /** Those that say how to get in there. */
  static List<FormField> access(DestinationKind kind) {
    return switch (kind) {
      case S3_ASSUMED_ROLE ->
          List.of(
              FormField.required(
                  "roleArn",
                  "ARN of the role",
                  "Such as arn:aws:iam::111122223333:role/waybill-export."));
      case S3_ACCESS_KEY ->
          List.of(
              FormField.required("accessKeyId", "Access key id", ""),
              FormField.secret("secretAccessKey", "Secret access key", ""));
      case ADLS_SAS_TOKEN ->
          List.of(FormField.secret("sasToken", "SAS token", "What the script above prints."));
      case GCS_SERVICE_ACCOUNT_KEY ->
          List.of(
              FormField.secret(
                  "serviceAccountKey",
                  "Service account key",
                  "The content of its JSON file, whole."));
      case ADLS_ENTRA_APP, GCS, DIRECTORY -> List.of();
    };
  }

  private static FormField bucket() {
    return FormField.required("bucket", "Bucket", "Its name alone.");
  }

  private static FormField region() {
    return FormField.required("region", "Region", "Such as us-east-1.");
  }

  private static FormField kmsKey() {
    return FormField.optional(
        "kmsKeyArn",
        "ARN of the KMS key",
        "Only if objects are to be encrypted with a key of yours.");
  }

  private static FormField account() {
    return FormField.required("storageAccount", "Storage account", "Its name alone.");
  }

  private static FormField container() {
    return FormField.required(
        "fileSystem", "Container", "Data Lake Storage calls it a file system.");
  }
}
