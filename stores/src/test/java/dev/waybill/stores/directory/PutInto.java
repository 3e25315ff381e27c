package dev.waybill.stores.directory;

import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/** A process that puts one object of so many bytes below a root, and prints the outcome. */
final class PutInto {
  static final ObjectKey KEY = new ObjectKey("events/one");

  private PutInto() {}

  public static void main(String[] arguments) {
    DirectoryLocation location =
        new DirectoryLocation(arguments[0], new TenantId("acme"), new StoragePath("audit"));
    DirectoryStores stores =
        new DirectoryStores(Set.of(Path.of(arguments[0])), new SettableTime(Instant.EPOCH));
    try (ObjectStore store = stores.open(location)) {
      System.out.println(store.put(KEY, new byte[Integer.parseInt(arguments[1])]));
    }
  }
}
