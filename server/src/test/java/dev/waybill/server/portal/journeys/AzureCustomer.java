package dev.waybill.server.portal.journeys;

import dev.waybill.stores.azure.AzuritePlace;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;

/** Has a container in a storage account. */
abstract class AzureCustomer implements Customer {
  private final AzuritePlace azurite;

  AzureCustomer(AzuritePlace azurite) {
    this.azurite = azurite;
  }

  AzuritePlace azurite() {
    return azurite;
  }

  @Override
  public SequencedMap<String, String> place(String folder) {
    SequencedMap<String, String> place = new LinkedHashMap<>();
    place.put("Storage account", AzuritePlace.ACCOUNT);
    place.put("Container", Clouds.CONTAINER);
    place.put("Folder (optional)", folder);
    return place;
  }

  @Override
  public SortedMap<String, byte[]> objects() {
    return azurite.objects();
  }
}
