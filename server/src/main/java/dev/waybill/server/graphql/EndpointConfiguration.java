package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.S3EncryptionType;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Checksum;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Where objects go, without any secret; the names of its forms are those of the schema. */
sealed interface EndpointConfiguration {
  /**
   * A bucket.
   *
   * @param integration by which its access keys are looked up
   */
  record S3AccessKeyEndpointConfiguration(
      String bucket,
      String path,
      String region,
      Optional<String> endpoint,
      boolean pathStyle,
      S3EncryptionType encryption,
      Optional<String> kmsKeyId,
      Optional<Boolean> bucketKey,
      Optional<String> expectedBucketOwner,
      boolean bucketOwnerFullControl,
      Optional<Boolean> conditionalPuts,
      S3Checksum checksum,
      IntegrationId integration)
      implements EndpointConfiguration {}

  /** A bucket, and the role that may write to it. */
  record S3AssumedRoleEndpointConfiguration(
      String bucket,
      String path,
      String region,
      Optional<String> endpoint,
      boolean pathStyle,
      S3EncryptionType encryption,
      Optional<String> kmsKeyId,
      Optional<Boolean> bucketKey,
      Optional<String> expectedBucketOwner,
      boolean bucketOwnerFullControl,
      Optional<Boolean> conditionalPuts,
      S3Checksum checksum,
      String roleArn)
      implements EndpointConfiguration {}

  /** A container of Azure, reached by a token that the customer gave. */
  record AdlsSasTokenEndpointConfiguration(
      String storageAccount,
      String fileSystem,
      String path,
      Optional<String> sasExpiresAt,
      Optional<String> sasPermissions)
      implements EndpointConfiguration {}

  /** A container of Azure, reached as the service's own application. */
  record AdlsEntraAppEndpointConfiguration(
      String storageAccount,
      String fileSystem,
      String path,
      String entraTenantId,
      boolean confirmed,
      IntegrationId integration)
      implements EndpointConfiguration {}

  /** A bucket of Google's, reached as the service's own service account. */
  record GcsEndpointConfiguration(String bucket, String path, boolean confirmed)
      implements EndpointConfiguration {}

  /** A bucket of Google's, reached as a service account of the customer's. */
  record GcsServiceAccountKeyEndpointConfiguration(
      String bucket, String path, String clientEmail, String privateKeyId)
      implements EndpointConfiguration {}

  /** A folder of the service's own file system. */
  record DirectoryEndpointConfiguration(String root, String path)
      implements EndpointConfiguration {}

  static EndpointConfiguration of(StorageIntegration integration) {
    return switch (integration.location()) {
      case S3Location s3 ->
          integration.authentication() instanceof Authentication.AssumedRole(RoleArn role)
              ? byRole(s3, role)
              : byAccessKey(s3, integration.id());
      case AzureLocation azure -> azure(azure, integration);
      case GcsLocation gcs -> gcs(gcs, integration);
      case DirectoryLocation directory ->
          new DirectoryEndpointConfiguration(directory.root(), directory.path().value());
    };
  }

  private static EndpointConfiguration azure(AzureLocation azure, StorageIntegration integration) {
    return switch (integration.authentication()) {
      case Authentication.SharedAccessSignature(var expiresAt, var permissions) ->
          new AdlsSasTokenEndpointConfiguration(
              azure.account(),
              azure.container(),
              azure.path().value(),
              expiresAt.map(Instant::toString),
              permissions);
      case Authentication.EntraApplication(EntraDirectory directory) ->
          new AdlsEntraAppEndpointConfiguration(
              azure.account(),
              azure.container(),
              azure.path().value(),
              directory.id(),
              integration.confirmed(),
              integration.id());
      default -> throw new IllegalStateException("Azure with " + integration.authentication());
    };
  }

  private static EndpointConfiguration gcs(GcsLocation gcs, StorageIntegration integration) {
    return switch (integration.authentication()) {
      case Authentication.GoogleGrant() ->
          new GcsEndpointConfiguration(gcs.bucket(), gcs.path().value(), integration.confirmed());
      case Authentication.ServiceAccountKey(String clientEmail, String privateKeyId) ->
          new GcsServiceAccountKeyEndpointConfiguration(
              gcs.bucket(), gcs.path().value(), clientEmail, privateKeyId);
      default -> throw new IllegalStateException("Google with " + integration.authentication());
    };
  }

  private static EndpointConfiguration byAccessKey(S3Location s3, IntegrationId integration) {
    return new S3AccessKeyEndpointConfiguration(
        s3.bucket(),
        s3.path().value(),
        s3.region(),
        s3.endpoint().map(URI::toString),
        s3.pathStyle(),
        S3EncryptionType.of(s3.options().encryption()),
        kms(s3).map(S3Encryption.Kms::keyId),
        kms(s3).map(S3Encryption.Kms::bucketKey),
        s3.options().expectedBucketOwner(),
        s3.options().bucketOwnerFullControl(),
        s3.conditionalPuts(),
        s3.checksum(),
        integration);
  }

  private static EndpointConfiguration byRole(S3Location s3, RoleArn role) {
    return new S3AssumedRoleEndpointConfiguration(
        s3.bucket(),
        s3.path().value(),
        s3.region(),
        s3.endpoint().map(URI::toString),
        s3.pathStyle(),
        S3EncryptionType.of(s3.options().encryption()),
        kms(s3).map(S3Encryption.Kms::keyId),
        kms(s3).map(S3Encryption.Kms::bucketKey),
        s3.options().expectedBucketOwner(),
        s3.options().bucketOwnerFullControl(),
        s3.conditionalPuts(),
        s3.checksum(),
        role.value());
  }

  private static Optional<S3Encryption.Kms> kms(S3Location s3) {
    return s3.options().encryption() instanceof S3Encryption.Kms kms
        ? Optional.of(kms)
        : Optional.empty();
  }
}
