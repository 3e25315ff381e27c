package dev.waybill.server.graphql;

import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.S3Location;
import java.net.URI;
import java.util.Optional;

/** Where objects go, without any secret; the names of its forms are those of the schema. */
sealed interface EndpointConfiguration {
  /** A bucket. */
  record S3AccessKeyEndpointConfiguration(
      String bucket, String path, String region, Optional<String> endpoint, boolean pathStyle)
      implements EndpointConfiguration {}

  /** A folder of the service's own file system. */
  record DirectoryEndpointConfiguration(String root, String path)
      implements EndpointConfiguration {}

  static EndpointConfiguration of(Location location) {
    return switch (location) {
      case S3Location s3 ->
          new S3AccessKeyEndpointConfiguration(
              s3.bucket(),
              s3.path().value(),
              s3.region(),
              s3.endpoint().map(URI::toString),
              s3.pathStyle());
      case DirectoryLocation directory ->
          new DirectoryEndpointConfiguration(directory.root(), directory.path().value());
    };
  }
}
