package dev.waybill.stores.s3;

import dev.waybill.stores.Stores;
import dev.waybill.stores.azure.AzureSettings;
import dev.waybill.stores.azure.AzureStores;
import dev.waybill.stores.directory.DirectoryStores;
import dev.waybill.stores.gcs.GcsSettings;
import dev.waybill.stores.gcs.GcsStores;
import dev.waybill.time.TimeSource;
import java.util.Set;

/** Every kind of storage, of which a test uses S3 alone. */
final class OnlyS3 {
  private OnlyS3() {}

  static Stores stores(S3Stores s3, TimeSource time) {
    return new Stores(
        s3,
        new AzureStores(AzureSettings.DEFAULTS, time),
        new GcsStores(GcsSettings.DEFAULTS, time),
        new DirectoryStores(Set.of(), time));
  }
}
