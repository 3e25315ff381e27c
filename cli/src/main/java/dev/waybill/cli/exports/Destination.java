package dev.waybill.cli.exports;

/** A kind of destination, with the mutations that create and update exports to it. */
enum Destination {
  S3_ACCESS_KEY("S3AccessKey", "S3AccessKeyEndpointConfiguration"),
  S3_ASSUMED_ROLE("S3AssumedRole", "S3AssumedRoleEndpointConfiguration"),
  DIRECTORY("Directory", "DirectoryEndpointConfiguration");

  private final String word;
  private final String endpointType;

  Destination(String word, String endpointType) {
    this.word = word;
    this.endpointType = endpointType;
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
