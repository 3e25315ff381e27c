package dev.waybill.stores;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.azure.AzureStores;
import dev.waybill.stores.directory.DirectoryStores;
import dev.waybill.stores.gcs.GcsStores;
import dev.waybill.stores.s3.S3Stores;
import java.util.Optional;

/** Every kind of storage there is. */
public final class Stores implements ObjectStores, AutoCloseable {
  private static final String OTHER_PROVIDER = "CREDENTIALS_OF_ANOTHER_PROVIDER";

  private final S3Stores s3;
  private final AzureStores azure;
  private final GcsStores gcs;
  private final DirectoryStores directories;

  public Stores(S3Stores s3, AzureStores azure, GcsStores gcs, DirectoryStores directories) {
    this.s3 = s3;
    this.azure = azure;
    this.gcs = gcs;
    this.directories = directories;
  }

  @Override
  public ObjectStore open(Location location, Credentials credentials) {
    return switch (location) {
      case S3Location bucket ->
          switch (credentials) {
            case Credentials.AccessKey key -> s3.open(bucket, key);
            case Credentials.AssumedRole role -> s3.open(bucket, role);
            default ->
                throw foreign(
                    "ACCESS_KEY_MISSING",
                    "A bucket of S3 needs an access key or a role.",
                    "Give accessKeyId and secretAccessKey, or roleArn.");
          };
      case AzureLocation container ->
          switch (credentials) {
            case Credentials.SharedAccessSignature signature -> azure.open(container, signature);
            case Credentials.EntraApplication application -> azure.open(container, application);
            default ->
                throw foreign(
                    OTHER_PROVIDER,
                    "A container of Azure needs a SAS token or an application.",
                    "Give sasToken, or entraTenantId.");
          };
      case GcsLocation bucket ->
          switch (credentials) {
            case Credentials.GoogleGrant grant -> gcs.open(bucket, grant);
            case Credentials.ServiceAccountKey key -> gcs.open(bucket, key);
            default ->
                throw foreign(
                    OTHER_PROVIDER,
                    "A bucket of Google Cloud Storage needs a grant or a service account's key.",
                    "Grant the service's own service account, or give serviceAccountKey.");
          };
      case DirectoryLocation folder -> directories.open(folder);
    };
  }

  @Override
  public void authenticateAnew(Location location, Credentials credentials) {
    switch (credentials) {
      case Credentials.AssumedRole role when location instanceof S3Location bucket ->
          s3.assumeAnew(bucket, role);
      case Credentials.EntraApplication application -> azure.authenticateAnew(application);
      case Credentials.GoogleGrant _, Credentials.ServiceAccountKey _ ->
          gcs.authenticateAnew(credentials);
      default -> {}
    }
  }

  @Override
  public Optional<Failure> weakness(Location location, Credentials credentials) {
    return location instanceof S3Location bucket
        ? switch (credentials) {
          case Credentials.AccessKey key -> s3.weakness(bucket, key);
          case Credentials.AssumedRole role -> s3.weakness(bucket, role);
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  /**
   * The address of the service's own service account of Google Cloud, as far as its identity tells.
   * May ask the machine, until it has told.
   */
  public Optional<String> serviceAccount() {
    return gcs.serviceAccount();
  }

  /** The same, as far as it was told already: asks nobody. */
  public Optional<String> knownServiceAccount() {
    return gcs.knownServiceAccount();
  }

  @Override
  public void close() {
    s3.close();
    azure.close();
    gcs.close();
  }

  /** Another provider's credentials, or none. */
  private static FailureException foreign(String code, String message, String advice) {
    return new FailureException(new Failure(Fault.CALLER, Stage.RESOLVE, code, message, advice));
  }
}
