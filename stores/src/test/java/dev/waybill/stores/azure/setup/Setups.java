package dev.waybill.stores.azure.setup;

import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.setup.Hostile;
import dev.waybill.stores.setup.NewPlace;
import java.util.Optional;

/** Containers to set up. */
final class Setups {
  static final ClientId APPLICATION = new ClientId("11111111-2222-4333-8444-555555555555");
  static final EntraDirectory DIRECTORY =
      new EntraDirectory("99999999-8888-4777-8666-555555555555");
  static final String GROUP =
      "/subscriptions/0a1b2c3d-1111-4222-8333-444455556666/resourceGroups/audit-rg";
  static final String ACCOUNT = GROUP + "/providers/Microsoft.Storage/storageAccounts/acmeaudit";

  private Setups() {}

  /** The usual: a folder of a container that exists. */
  static AzureSetup existing() {
    return new AzureSetup(
        place("waybill/acme"),
        Optional.of(new AzureSetup.Group("0a1b2c3d-1111-4222-8333-444455556666", "audit-rg")),
        Optional.empty());
  }

  /** A new container whose events expire, below a hostile path. */
  static AzureSetup hostile() {
    return new AzureSetup(
        place(Hostile.PATH), Optional.empty(), Optional.of(new NewPlace(Optional.of(400))));
  }

  /** A new container, and all else as simple as it can be. */
  static AzureSetup simple() {
    return new AzureSetup(place(""), Optional.empty(), Optional.of(new NewPlace(Optional.empty())));
  }

  static EntraDocuments entra(AzureSetup setup) {
    return new EntraDocuments(setup, Optional.of(APPLICATION), Optional.of(DIRECTORY));
  }

  static SasDocuments sas(AzureSetup setup) {
    return new SasDocuments(setup, SasDocuments.DEFAULT_DAYS);
  }

  private static AzureLocation place(String path) {
    return AzureLocation.ofAccount("acmeaudit", "audit", new StoragePath(path));
  }
}
