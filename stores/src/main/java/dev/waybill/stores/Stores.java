package dev.waybill.stores;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.directory.DirectoryStores;
import dev.waybill.stores.s3.S3Stores;
import java.util.Optional;

/** Every kind of storage there is. */
public final class Stores implements ObjectStores, AutoCloseable {
  private final S3Stores s3;
  private final DirectoryStores directories;

  public Stores(S3Stores s3, DirectoryStores directories) {
    this.s3 = s3;
    this.directories = directories;
  }

  @Override
  public ObjectStore open(Location location, Credentials credentials) {
    return switch (location) {
      case S3Location bucket ->
          switch (credentials) {
            case Credentials.AccessKey key -> s3.open(bucket, key);
            case Credentials.AssumedRole role -> s3.open(bucket, role);
            case Credentials.None() -> throw withoutCredentials();
          };
      case DirectoryLocation folder -> directories.open(folder);
    };
  }

  @Override
  public void authenticateAnew(Location location, Credentials credentials) {
    if (location instanceof S3Location bucket
        && credentials instanceof Credentials.AssumedRole role) {
      s3.assumeAnew(bucket, role);
    }
  }

  @Override
  public Optional<Failure> weakness(Location location, Credentials credentials) {
    return switch (location) {
      case S3Location bucket ->
          switch (credentials) {
            case Credentials.AccessKey key -> s3.weakness(bucket, key);
            case Credentials.AssumedRole role -> s3.weakness(bucket, role);
            case Credentials.None() -> Optional.empty();
          };
      case DirectoryLocation _ -> Optional.empty();
    };
  }

  @Override
  public void close() {
    s3.close();
  }

  private static FailureException withoutCredentials() {
    return new FailureException(
        new Failure(
            Fault.CALLER,
            Stage.RESOLVE,
            "ACCESS_KEY_MISSING",
            "A bucket needs an access key or a role.",
            "Give accessKeyId and secretAccessKey, or roleArn."));
  }
}
