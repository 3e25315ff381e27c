package dev.waybill.stores.gcs;

import dev.waybill.storage.Credentials;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.ObjectStore;
import dev.waybill.time.TimeSource;
import java.util.Optional;

/** Opens buckets of Google Cloud Storage. */
public final class GcsStores implements AutoCloseable {
  public GcsStores(GcsSettings settings, TimeSource time) {}

  public ObjectStore open(GcsLocation place, Credentials.GoogleGrant grant) {
    throw new UnsupportedOperationException();
  }

  public ObjectStore open(GcsLocation place, Credentials.ServiceAccountKey key) {
    throw new UnsupportedOperationException();
  }

  /** The address of the service's own service account, as far as its identity tells. */
  public Optional<String> serviceAccount() {
    throw new UnsupportedOperationException();
  }

  public void authenticateAnew(Credentials credentials) {}

  @Override
  public void close() {}
}
