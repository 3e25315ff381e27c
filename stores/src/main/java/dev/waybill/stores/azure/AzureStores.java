package dev.waybill.stores.azure;

import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.ObjectStore;
import dev.waybill.time.TimeSource;

/** Opens containers of Azure Blob Storage. */
public final class AzureStores implements AutoCloseable {
  public AzureStores(AzureSettings settings, TimeSource time) {}

  public ObjectStore open(AzureLocation place, Credentials.SharedAccessSignature signature) {
    throw new UnsupportedOperationException();
  }

  public ObjectStore open(AzureLocation place, Credentials.EntraApplication application) {
    throw new UnsupportedOperationException();
  }

  public void authenticateAnew(Credentials.EntraApplication application) {}

  @Override
  public void close() {}
}
