package dev.waybill.server.portal.integrations;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What stands in the form about a destination that exists; nothing secret. */
final class PresentDestination {
  private PresentDestination() {}

  /**
   * By the names of the fields.
   *
   * @param accessKeyId empty if it has none
   */
  static Map<String, String> of(StorageIntegration integration, Optional<String> accessKeyId) {
    Map<String, String> values = new HashMap<>();
    values.put("path", integration.location().path().value());
    switch (integration.location()) {
      case S3Location s3 -> {
        values.put("bucket", s3.bucket());
        values.put("region", s3.region());
        s3.endpoint().ifPresent(endpoint -> values.put("endpoint", endpoint.toString()));
        if (s3.options().encryption() instanceof S3Encryption.Kms kms) {
          values.put("kmsKeyArn", kms.keyId());
        }
      }
      case AzureLocation azure -> {
        values.put("storageAccount", azure.account());
        values.put("fileSystem", azure.container());
      }
      case GcsLocation gcs -> values.put("bucket", gcs.bucket());
      case DirectoryLocation directory -> values.put("root", directory.root());
    }
    accessKeyId.ifPresent(id -> values.put("accessKeyId", id));
    switch (integration.authentication()) {
      case Authentication.AssumedRole role -> values.put("roleArn", role.role().value());
      case Authentication.EntraApplication entra ->
          values.put("entraTenantId", entra.directory().id());
      case Authentication.AccessKey _,
          Authentication.SharedAccessSignature _,
          Authentication.GoogleGrant _,
          Authentication.ServiceAccountKey _,
          Authentication.None _ -> {}
    }
    return values;
  }
}
