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
      case S3Location bucket -> s3.open(bucket, accessKey(credentials));
      case DirectoryLocation folder -> directories.open(folder);
    };
  }

  @Override
  public void close() {
    s3.close();
  }

  private static Credentials.AccessKey accessKey(Credentials credentials) {
    return switch (credentials) {
      case Credentials.AccessKey key -> key;
      case Credentials.None() ->
          throw new FailureException(
              new Failure(
                  Fault.CALLER,
                  Stage.RESOLVE,
                  "ACCESS_KEY_MISSING",
                  "A bucket needs an access key.",
                  "Give accessKeyId and secretAccessKey."));
    };
  }
}
