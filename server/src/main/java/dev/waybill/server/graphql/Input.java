package dev.waybill.server.graphql;

import dev.waybill.event.EventKind;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Interval;
import dev.waybill.export.Layout;
import dev.waybill.format.Compression;
import dev.waybill.integration.IntegrationId;
import dev.waybill.server.exports.AzureAppTarget;
import dev.waybill.server.exports.AzurePlace;
import dev.waybill.server.exports.AzureSasTarget;
import dev.waybill.server.exports.DirectoryTarget;
import dev.waybill.server.exports.ExportOptions;
import dev.waybill.server.exports.GcsKeyTarget;
import dev.waybill.server.exports.GcsPlace;
import dev.waybill.server.exports.GcsTarget;
import dev.waybill.server.exports.S3EncryptionType;
import dev.waybill.server.exports.S3OptionsAsked;
import dev.waybill.server.exports.S3Place;
import dev.waybill.server.exports.S3RoleTarget;
import dev.waybill.server.exports.S3Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mutation's {@code data}, which the schema has checked already: that required fields are there,
 * and that each has its type. A field that is null counts as left out.
 */
final class Input {
  private static final String DESTINATION = "destination";

  private final Map<String, @Nullable Object> data;

  Input(Map<String, @Nullable Object> data) {
    this.data = data;
  }

  ConfigurationId id() {
    return Ids.configuration(text("id").orElseThrow());
  }

  Optional<Long> revision() {
    return value("revision").map(Long.class::cast);
  }

  Optional<IntegrationId> storageIntegrationId() {
    return text("storageIntegrationId").map(Ids::integration);
  }

  S3Target s3Target() {
    return new S3Target(s3Place(), text("accessKeyId"), text("secretAccessKey"));
  }

  S3RoleTarget s3RoleTarget() {
    return new S3RoleTarget(s3Place(), text("roleArn"));
  }

  AzureSasTarget azureSasTarget() {
    return new AzureSasTarget(azurePlace(), text("sasToken"));
  }

  AzureAppTarget azureAppTarget() {
    return new AzureAppTarget(azurePlace(), text("entraTenantId"));
  }

  GcsTarget gcsTarget() {
    return new GcsTarget(gcsPlace());
  }

  GcsKeyTarget gcsKeyTarget() {
    return new GcsKeyTarget(gcsPlace(), text("serviceAccountKey"));
  }

  DirectoryTarget directoryTarget() {
    return new DirectoryTarget(text("root"), text("path"));
  }

  ExportOptions options() {
    return new ExportOptions(
        text("name"),
        text("interval").map(Interval::valueOf),
        texts("eventKinds").map(kinds -> kinds.stream().map(EventKind::valueOf).toList()),
        texts("eventCategories"),
        text("filter"),
        text("compression").map(Compression::valueOf),
        text("layout").map(Layout::valueOf),
        flag("serviceFields"),
        text("startFrom"),
        flag("enabled"));
  }

  private S3Place s3Place() {
    return new S3Place(
        text(DESTINATION),
        text("bucket"),
        text("path"),
        text("region"),
        text("endpoint"),
        flag("pathStyle"),
        s3Options());
  }

  private S3OptionsAsked s3Options() {
    return new S3OptionsAsked(
        text("encryption").map(S3EncryptionType::valueOf),
        text("kmsKeyId"),
        flag("bucketKey"),
        text("expectedBucketOwner"),
        flag("bucketOwnerFullControl"));
  }

  private AzurePlace azurePlace() {
    return new AzurePlace(
        text(DESTINATION), text("storageAccount"), text("fileSystem"), text("path"));
  }

  private GcsPlace gcsPlace() {
    return new GcsPlace(text(DESTINATION), text("bucket"), text("path"));
  }

  private Optional<String> text(String field) {
    return value(field).map(String.class::cast);
  }

  private Optional<Boolean> flag(String field) {
    return value(field).map(Boolean.class::cast);
  }

  private Optional<List<String>> texts(String field) {
    return value(field).map(list -> ((List<?>) list).stream().map(String.class::cast).toList());
  }

  private Optional<Object> value(String field) {
    return Optional.ofNullable(data.get(field));
  }
}
