package dev.waybill.server.graphql;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Location;
import java.net.URI;
import java.util.Optional;

/** Where objects go, without any secret; the names of its forms are those of the schema. */
sealed interface EndpointConfiguration {
  /** A bucket. */
  record S3AccessKeyEndpointConfiguration(
      String bucket, String path, String region, Optional<String> endpoint, boolean pathStyle)
      implements EndpointConfiguration {}

  /** A bucket, and the role that may write to it. */
  record S3AssumedRoleEndpointConfiguration(
      String bucket,
      String path,
      String region,
      Optional<String> endpoint,
      boolean pathStyle,
      String roleArn)
      implements EndpointConfiguration {}

  /** A folder of the service's own file system. */
  record DirectoryEndpointConfiguration(String root, String path)
      implements EndpointConfiguration {}

  static EndpointConfiguration of(StorageIntegration integration) {
    return switch (integration.location()) {
      case S3Location s3 ->
          integration.role().map(role -> byRole(s3, role)).orElseGet(() -> byAccessKey(s3));
      case DirectoryLocation directory ->
          new DirectoryEndpointConfiguration(directory.root(), directory.path().value());
    };
  }

  private static EndpointConfiguration byAccessKey(S3Location s3) {
    return new S3AccessKeyEndpointConfiguration(
        s3.bucket(),
        s3.path().value(),
        s3.region(),
        s3.endpoint().map(URI::toString),
        s3.pathStyle());
  }

  private static EndpointConfiguration byRole(S3Location s3, RoleArn role) {
    return new S3AssumedRoleEndpointConfiguration(
        s3.bucket(),
        s3.path().value(),
        s3.region(),
        s3.endpoint().map(URI::toString),
        s3.pathStyle(),
        role.value());
  }
}
